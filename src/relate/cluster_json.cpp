#include "relate/cluster_json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/json_writer.hpp"
#include "relate/eval_json.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

using simdjson::dom::element;

std::vector<std::string> texts_of(element object, const char* key) {
    std::vector<std::string> out;
    simdjson::dom::array list;
    if (object[key].get(list) != simdjson::SUCCESS) return out;
    for (const element item : list)
        if (std::string_view text; item.get(text) == simdjson::SUCCESS) out.emplace_back(text);
    return out;
}

bool truth_of(element object, const char* key) {
    bool value = false;
    return object[key].get(value) == simdjson::SUCCESS && value;
}

std::optional<Span> span_of(element object, const char* key) {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    if (object[key].at(0).get(begin) != simdjson::SUCCESS || object[key].at(1).get(end) != simdjson::SUCCESS)
        return std::nullopt;
    if (begin < 0 || end <= begin || end > UINT32_MAX) return std::nullopt;
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Stance stance_named(std::string_view name) {
    for (const Stance stance :
         {Stance::asserts, Stance::attributes, Stance::denies, Stance::attributes_denial, Stance::hedges})
        if (name == to_string(stance)) return stance;
    return Stance::silent;
}

Mode mode_named(std::string_view name) {
    for (const Mode mode : {Mode::planned, Mode::possible, Mode::hypothetical, Mode::negated})
        if (name == to_string(mode)) return mode;
    return Mode::actual;
}

// "2018-04", "2018-03-31/2018-04-01": the days that are meant.
std::optional<DaySpan> days_of(std::string_view value) {
    const auto first_day = [](std::string text) -> std::optional<double> {
        if (text.size() == 4) text += "-01";
        if (text.size() == 7) text += "-01";
        const auto day = PublicationTime::parse(text, "");
        return day ? std::optional<double>(day->day) : std::nullopt;
    };
    const std::size_t slash = value.find('/');
    const std::string from(value.substr(0, slash));
    const std::string to(slash == std::string_view::npos ? from : std::string(value.substr(slash + 1)));
    const auto begin = first_day(from);
    const auto end = first_day(to);
    if (!begin || !end) return std::nullopt;
    const double length = to.size() == 4 ? 366 : to.size() == 7 ? 31 : 1;
    return DaySpan{*begin, *end + length, to.size() == 4};
}

GivenClaim claim_of(element claim) {
    GivenClaim out;
    out.id = text_of(claim, "id");
    out.words = text_of(claim, "gloss");
    out.kind = text_of(claim, "kind");
    element frame;
    if (claim["frame"].get(frame) != simdjson::SUCCESS) return out;
    out.time = days_of(text_of(frame, "time"));
    out.action = text_of(frame, "action");
    out.action = out.action.substr(0, out.action.find(" ("));
    if (out.action == "none") out.action.clear();
    for (const char* side : {"source", "target"}) {
        for (std::string& party : texts_of(frame, side)) out.parties.push_back(std::move(party));
        out.parties.emplace_back(">");
    }
    element quantity;
    if (frame["quantity"].get(quantity) != simdjson::SUCCESS || !quantity.is_object()) return out;
    out.counted = text_of(quantity, "what");
    const auto read = [&](const char* border, double& into) {
        double value = 0;
        if (quantity[border].get(value) != simdjson::SUCCESS) return;
        into = value;
        out.figures.push_back(value);
    };
    read("low", out.low);
    read("high", out.high);
    return out;
}

class ClusterReader {
  public:
    Result<Cluster> read(const LayersOfReport& layers_of, std::string_view content, const std::string& path) {
        simdjson::dom::parser parser;
        element object;
        simdjson::dom::array documents;
        if (parser.parse(content).get(object) != simdjson::SUCCESS ||
            object["documents"].get(documents) != simdjson::SUCCESS)
            return fail({ErrorKind::malformed, path, "", "expected one JSON object with documents", ""});
        cluster_.name = text_of(object, "cluster");
        for (const element document : documents) {
            Report report = report_of_json(document, text_of(document, "text"));
            number_[report.id] = static_cast<std::int32_t>(cluster_.reports.size());
            Layers layers = layers_of(report);
            cluster_.reports.push_back({std::move(report), std::move(layers)});
        }
        for (const CodedReport& coded : cluster_.reports) points_.emplace_back(coded.report.text);
        simdjson::dom::array list;
        if (object["claims"].get(list) == simdjson::SUCCESS)
            for (const element claim : list) cluster_.claims.push_back({claim_of(claim), accounts_of(claim)});
        if (object["relations"].get(list) == simdjson::SUCCESS)
            for (const element relation : list) cluster_.relations.push_back(relation_of(relation));
        return std::move(cluster_);
    }

  private:
    std::int32_t number_of(const std::string& document) const {
        const auto found = number_.find(document);
        return found == number_.end() ? -1 : found->second;
    }

    std::vector<GivenAccount> accounts_of(element claim) const {
        std::vector<GivenAccount> out;
        simdjson::dom::array accounts;
        if (claim["accounts"].get(accounts) != simdjson::SUCCESS) return out;
        for (const element account : accounts) {
            GivenAccount one;
            one.report = number_of(text_of(account, "doc"));
            if (one.report < 0) continue;
            one.stance = stance_named(text_of(account, "stance"));
            one.mode = mode_named(text_of(account, "mode"));
            one.voice = text_of(account, "voice");
            one.chain = texts_of(account, "chain");
            if (const auto span = span_of(account, "span")) {
                const CodePoints& points = points_[static_cast<std::size_t>(one.report)];
                one.span = {points.to_byte(span->begin), points.to_byte(span->end)};
            }
            out.push_back(std::move(one));
        }
        return out;
    }

    TextPlace place_of(element relation, const char* claim, const char* span, std::string& id) const {
        TextPlace place;
        std::string_view text;
        if (relation[claim].at(0).get(text) == simdjson::SUCCESS) id = text;
        if (relation[claim].at(1).get(text) == simdjson::SUCCESS) place.report = number_of(std::string(text));
        if (const auto found = span_of(relation, span)) place.span = *found;
        return place;
    }

    ClusterRelation relation_of(element relation) const {
        ClusterRelation out;
        out.type = text_of(relation, "type");
        out.group = text_of(relation, "group");
        out.firm = text_of(relation, "certainty") == "firm";
        out.disputed = truth_of(relation, "disputed");
        out.a = place_of(relation, "a", "a_span", out.claim_a);
        out.b = place_of(relation, "b", "b_span", out.claim_b);
        return out;
    }

    Cluster cluster_;
    std::map<std::string, std::int32_t> number_;
    std::vector<CodePoints> points_;
};

void write_span(JsonWriter& json, std::string_view name, Span span) {
    json.key(name).array([&] { json.value(span.begin).value(span.end); });
}

void write_account(JsonWriter& json, const Cluster& cluster, const GivenAccount& account) {
    json.object([&] {
        json.member("doc", cluster.reports[static_cast<std::size_t>(account.report)].report.id);
        write_span(json, "span", place_of_span(cluster, account.report, account.span).span);
        json.member("stance", to_string(account.stance));
        json.key("voice");
        account.voice.empty() ? json.null() : json.value(account.voice);
        json.key("chain").array([&] {
            for (const std::string& link : account.chain) json.value(link);
        });
        json.member("mode", to_string(account.mode == Mode::unknown ? Mode::actual : account.mode));
    });
}

void write_claim(JsonWriter& json, const Cluster& cluster, const ClaimAccounts& claim) {
    json.object([&] {
        json.member("id", claim.claim.id).member("gloss", claim.claim.words).member("kind", claim.claim.kind);
        json.key("frame").object([&] {
            std::vector<std::vector<std::string>> sides(1);
            for (const std::string& party : claim.claim.parties) {
                if (party == ">")
                    sides.emplace_back();
                else
                    sides.back().push_back(party);
            }
            sides.resize(std::max<std::size_t>(sides.size(), 2));
            const auto write_side = [&](std::string_view name, const std::vector<std::string>& side) {
                json.key(name).array([&] {
                    for (const std::string& party : side) json.value(party);
                });
            };
            write_side("source", sides[0]);
            json.member("action", claim.claim.action);
            write_side("target", sides[1]);
            json.key("time").null().key("place").null().key("quantity").null();
        });
        json.key("accounts").array([&] {
            for (const GivenAccount& account : claim.accounts)
                if (!account.span.empty()) write_account(json, cluster, account);
        });
    });
}

void write_relation(JsonWriter& json, const Cluster& cluster, const ClusterRelation& relation) {
    const auto write_end = [&](std::string_view name, const std::string& claim, const TextPlace& place) {
        json.key(name).array(
            [&] { json.value(claim).value(cluster.reports[static_cast<std::size_t>(place.report)].report.id); });
    };
    json.object([&] {
        json.member("type", relation.type).member("certainty", relation.firm ? "firm" : "arguable");
        json.member("group", relation.group);
        write_end("a", relation.claim_a, relation.a);
        write_end("b", relation.claim_b, relation.b);
        write_span(json, "a_span", relation.a.span);
        write_span(json, "b_span", relation.b.span);
        json.member("between", relation.disputed ? "voice-voice" : "outlet-outlet");
        json.member("same_document", relation.a.report == relation.b.report);
        json.member("disputed", relation.disputed).member("why", relation.why);
    });
}

}  // namespace

Result<Cluster> read_cluster(const LayersOfReport& layers_of, std::string_view content, const std::string& path) {
    return ClusterReader().read(layers_of, content, path);
}

std::string write_cluster(const Cluster& cluster) {
    JsonWriter json;
    json.object([&] {
        json.member("cluster", cluster.name);
        json.key("claims").array([&] {
            for (const ClaimAccounts& claim : cluster.claims) write_claim(json, cluster, claim);
        });
        json.key("relations").array([&] {
            for (const ClusterRelation& relation : cluster.relations) write_relation(json, cluster, relation);
        });
        json.key("lineages").array([] {}).key("carriers").array([] {});
    });
    return std::move(json).str();
}

TextPlace place_of_span(const Cluster& cluster, std::int32_t report, Span bytes) {
    constexpr std::uint32_t longest = 900;
    const std::string& text = cluster.reports[static_cast<std::size_t>(report)].report.text;
    const auto blank = [&](std::uint32_t at) { return static_cast<unsigned char>(text[at]) <= ' '; };
    while (bytes.begin < bytes.end && blank(bytes.begin)) ++bytes.begin;
    while (bytes.begin < bytes.end && blank(bytes.end - 1)) --bytes.end;
    const CodePoints points(text);
    Span span{points.at_byte(bytes.begin), points.at_byte(bytes.end)};
    span.end = std::min(span.end, span.begin + longest);
    return {report, span};
}

}  // namespace px
