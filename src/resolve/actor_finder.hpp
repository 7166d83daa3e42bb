#pragma once
// The passes over a report that find_actors() makes; inner part of resolve/actors.hpp.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "resolve/actors.hpp"
#include "resolve/cast.hpp"
#include "resolve/phrases.hpp"
#include "resolve/report_states.hpp"
#include "resolve/titles.hpp"

namespace px {

class ActorFinder {
  public:
    ActorFinder(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation,
                std::span<const PlaceMention> places);
    FoundActors find();

  private:
    struct Choice {
        std::int32_t member = -1;
        std::string reason;
        float confidence = 1;
    };

    [[nodiscard]] Scene scene(std::size_t sentence);
    void mention(std::size_t sentence, std::uint32_t first, std::uint32_t last, std::uint32_t head_first,
                 std::uint32_t head_last, std::int32_t member, MentionForm form, std::string reason);

    // people
    void find_full_names(std::size_t sentence);
    void find_short_names(std::size_t sentence);
    std::int32_t person_of_full_name(std::string_view name, const std::vector<std::string>& words, std::uint32_t byte);
    void add_person(std::size_t sentence, std::uint32_t first, std::uint32_t last, std::int32_t member,
                    std::optional<RoleReading> title, MentionForm form, const std::string& reason);
    [[nodiscard]] bool is_plausible(std::int32_t person, const std::optional<RoleReading>& title) const;
    [[nodiscard]] bool contradicts(std::int32_t person, const RoleReading& title) const;
    Choice person_of_short_name(const std::vector<std::string>& words, const std::optional<RoleReading>& title,
                                std::uint32_t byte);
    Choice holder_by_surname(const std::string& surname, const std::optional<RoleReading>& title);
    [[nodiscard]] bool is_place(std::size_t sentence, std::uint32_t word) const;
    [[nodiscard]] bool is_known_place(std::size_t sentence, const Phrase& phrase) const;
    [[nodiscard]] std::int32_t longer_or_shorter(const std::vector<std::string>& words) const;
    void use(std::size_t sentence, const RoleReading& reading);

    // everything else, from left to right
    void find_others(std::size_t sentence);
    void note_countries();
    void choose_namesakes();
    [[nodiscard]] std::vector<std::int32_t> namesakes_of(const Phrase& phrase) const;
    [[nodiscard]] bool has_only_parties(const Phrase& phrase) const;
    void note_countries_of_people();
    void note_places();
    void note_halves();
    [[nodiscard]] bool stands_as_place(std::size_t sentence, std::uint32_t word) const;
    void drop_namesakes(std::span<const PlaceMention> places);
    void note_states();
    [[nodiscard]] bool is_object(std::size_t sentence, const Phrase& phrase) const;
    void note_states_of_phrases(std::size_t sentence);
    [[nodiscard]] const std::string& country_of_body(const Phrase& phrase) const;
    [[nodiscard]] std::string country_of_surname(const std::string& surname) const;
    void settle_countries();
    [[nodiscard]] std::string scene_of(const Mention& mention) const;
    [[nodiscard]] std::string country_of_deed(std::int32_t sentence, std::int32_t verb) const;
    [[nodiscard]] bool is_part_of_deed(std::span<const Token> tokens, const PlaceMention& place,
                                       std::int32_t verb) const;
    void settle_spokespeople();
    [[nodiscard]] bool is_subject(const Mention& mention) const;
    [[nodiscard]] std::int32_t institution_before(std::size_t sentence, std::uint32_t byte) const;
    [[nodiscard]] bool is_surname(const Phrase& phrase, const PhrasedSentence& sentence) const;
    void find_organisation(std::size_t sentence, const Phrase& phrase);
    [[nodiscard]] int fitness(const Organisation& organisation) const;
    [[nodiscard]] bool yields_to_agency(std::int32_t organisation, std::int32_t outlet, bool with_article) const;
    bool names_group(std::size_t s, const Phrase& phrase, const RoleReading& reading);
    bool takes_up_organisation(std::size_t s, const Phrase& phrase, const RoleReading& reading);
    [[nodiscard]] static bool speaks_to(std::string_view word, std::string_view preposition);
    [[nodiscard]] bool deals_with_others(std::int32_t member) const;
    [[nodiscard]] bool is_captive(const Mention& mention) const;
    [[nodiscard]] std::int32_t institution_told_of(std::int32_t role) const;
    [[nodiscard]] bool is_where_something_happens(std::size_t sentence, const Phrase& phrase) const;
    void find_state(std::size_t sentence, const Phrase& phrase);
    void find_capital(std::size_t sentence, const Phrase& phrase);
    void find_people(std::size_t sentence, const Phrase& phrase);
    [[nodiscard]] static bool is_counted(std::span<const Token> tokens, std::int32_t head);
    void find_citizens(std::size_t sentence, const Phrase& phrase);
    void find_role(std::size_t sentence, std::uint32_t phrase);
    [[nodiscard]] bool deals_with(std::size_t sentence, std::string_view iso3, const Phrase& body) const;
    [[nodiscard]] std::string country_of_commander(std::size_t sentence, const Phrase& forces) const;
    [[nodiscard]] std::string country_of_own_forces(std::size_t sentence, std::uint32_t byte) const;
    [[nodiscard]] std::string state_of_body(std::size_t sentence, const Phrase& body) const;
    void find_body(std::size_t sentence, const Phrase& phrase, RoleReading& reading);
    void find_office(std::size_t sentence, const Phrase& phrase, const RoleReading& reading);
    void find_role_of_several(std::size_t sentence, const Phrase& phrase, const RoleReading& reading);
    void add_unnamed(std::size_t sentence, const Phrase& phrase, const RoleReading& reading);
    void mention_role(std::size_t sentence, const Phrase& phrase, const RoleReading& reading, std::int32_t member,
                      MentionForm form, std::string reason);

    // words that take up somebody told of before (actor_takeups.cpp)
    void settle_owner(std::size_t sentence, RoleReading& reading);
    [[nodiscard]] std::int32_t possessor_before(std::size_t sentence, std::uint32_t first) const;
    std::int32_t last_subject_body(std::size_t sentence, std::uint32_t byte);
    [[nodiscard]] std::int32_t nearest_person(std::size_t sentence, std::uint32_t byte) const;
    [[nodiscard]] std::int32_t armed_group_meant(std::size_t sentence, const Phrase& phrase,
                                                 const RoleReading& reading) const;
    [[nodiscard]] std::int32_t same_told_of(std::size_t sentence, const Phrase& phrase,
                                            const RoleReading& reading) const;
    void find_taken_up_organisations(std::size_t sentence);
    bool take_up_organisation(std::size_t sentence, std::uint32_t word);
    [[nodiscard]] static bool stands_alone(const PhrasedSentence& sentence, std::span<const Token> tokens,
                                           std::uint32_t word);
    [[nodiscard]] std::int32_t recent_organisation(std::size_t sentence, std::uint32_t byte, std::string_view noun);
    [[nodiscard]] std::int32_t organisation_spoken_of(std::size_t sentence, std::uint32_t byte, std::string_view noun);
    [[nodiscard]] bool is_called(const Actor& actor, std::string_view noun) const;
    [[nodiscard]] bool was_called(const Member& member, std::string_view noun) const;
    [[nodiscard]] std::int32_t institution_of_speaker(std::size_t sentence, std::uint32_t byte,
                                                      std::string_view noun) const;
    [[nodiscard]] bool is_name_word(const std::string& key) const;
    Choice counterpart(std::size_t sentence, const RoleReading& reading);
    [[nodiscard]] std::int32_t role_of_class(std::string_view role_class) const;
    template <typename Fits>
    [[nodiscard]] std::int32_t recent_actor(std::size_t sentence, std::uint32_t byte, Fits fits) const;

    // offices (actor_offices.cpp)
    [[nodiscard]] bool has_no_such_office(const Member& member, const std::string& iso3) const;
    Choice holder(const SaidRole& said, std::size_t sentence, std::uint32_t byte);
    Choice supposed_holder(const RoleReading& reading, std::size_t sentence, std::uint32_t byte);
    [[nodiscard]] std::vector<std::int32_t> office_holders(const SaidRole& said, const std::string& of) const;
    [[nodiscard]] bool is_out_of_place(std::int32_t member, std::size_t sentence, const std::string& here) const;
    [[nodiscard]] std::vector<std::int32_t> heads_of_body(const SaidRole& said) const;
    [[nodiscard]] std::vector<std::int32_t> named_holders(const SaidRole& said, bool only_said) const;
    [[nodiscard]] bool office_fits(const Term& term, const SaidRole& said) const;
    [[nodiscard]] std::int32_t most_recent(const std::vector<std::int32_t>& members, std::size_t sentence,
                                           std::uint32_t byte) const;
    [[nodiscard]] std::int32_t speaker_of(std::size_t sentence) const;

    const Dictionaries& dictionaries_;
    const Report& report_;
    const Annotation& annotation_;
    std::span<const PlaceMention> place_mentions_;
    std::vector<PhrasedSentence> sentences_;
    Cast cast_;
    std::vector<Mention> mentions_;
    std::vector<Mention> nationalities_;
    std::vector<std::vector<std::int32_t>> in_sentence_;  // sentence -> mentions
    std::set<std::string> places_;                        // words that stand after "in" or "near"
    ReportStates states_;                                 // whose "the army" and "the president" are
    std::string home_;                                    // the country that the report is about, if it is one
    std::set<std::string> countries_;                     // ISO alpha-3, that the report speaks of
};

}  // namespace px
