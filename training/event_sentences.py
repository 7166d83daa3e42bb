#!/usr/bin/python3
"""Short news sentences with trees, made from templates: who did what to whom.

    python3 training/event_sentences.py --count 1000 > sentences.conllu

The treebanks hold few sentences like "Poland supplied tanks": their short clauses have pronouns as subjects, and a form
in -ed behind a noun mostly is a participle. The templates give both readings of the same verbs and nouns: plain past
and headline present, passives, reduced relative clauses ("tanks supplied by Poland"), participles before nouns, and
nouns that look like verbs ("sanctions", "strikes"). Features are left out: the treebanks teach them. All of it is our
own; annotation follows UD English EWT.
"""
import argparse
import os
import random
import re

STATES = '''Poland;Russia;Ukraine;China;Iran;Iraq;Israel;Turkey;Germany;France;Japan;India;Pakistan;Egypt;Syria;Britain;
Ethiopia;Sudan;Kenya;Nigeria;Mali;Brazil;Venezuela;Cuba;Mexico;Canada;Australia;Indonesia;Vietnam;Thailand;Myanmar;
Azerbaijan;Armenia;Georgia;Belarus;Serbia;Greece;Hungary;Finland;Sweden;Norway;Spain;Italy;Qatar;Yemen;Libya;Jordan;
Moscow;Kyiv;Beijing;Tehran;Ankara;Washington;Damascus;Tokyo;Seoul;Pyongyang;Berlin;Hamas;Hezbollah;NATO;Taiwan'''
LONG_STATES = ('the United States', 'the US', 'the U.S.', 'North Korea', 'South Korea', 'Saudi Arabia', 'South Africa',
               'the United Nations', 'the European Union', 'the EU', 'the UN', 'the Kremlin', 'the White House',
               'the Netherlands', 'the Philippines', 'the Taliban', 'South Sudan')
PLACES = '''Aleppo;Gaza;Mariupol;Donetsk;Mosul;Tripoli;Khartoum;Kabul;Goma;Bamako;Nairobi;Cairo;Baghdad;Basra;Odesa;
Kharkiv;Homs;Idlib;Lviv;Caracas;Manila;Kandahar;Mogadishu;Jenin;Crimea;Kashmir;Darfur;Tigray;Minsk;Tbilisi;Paris'''
GIVEN = '''Ivan Maria Ahmed Leila Pavel Anna Omar Fatima Luis Elena Hassan Amina Viktor Olga Samuel Grace Kenji Mei
Rafael Sofia Erik Ingrid Tomas Petra Yusuf Nadia'''.split()
SURNAMES = '''Petrov Kowalski Hassan Okafor Silva Tanaka Larsen Novak Haddad Mensah Garcia Rossi Weber Demir Rahimi
Karimov Nguyen Santos Moreau Lindqvist Abdi Farouk Kimani Horvath Popescu'''.split()
WORD_SURNAMES = '''Rice Banks Stone Hill Marsh Fields Church Wood Brooks Rivers Lake Park Castle Bridges Frost Snow
Winter Summers Knight Bishop Price Law Power Sharp Cook Baker Mason Carter Fisher Hunter Street Field Moss Reed
Forest'''.split()
BODIES = ('the foreign ministry', 'the Peace Institute', 'the Hudson Center', 'the army', 'the opposition',
          'Oslo University')
MEDIA = ('Reuters', 'state television', 'the BBC', 'reporters', 'Xinhua', 'local media', 'AFP', 'state radio',
         'Interfax')
TITLES = ('President', 'Prime Minister', 'Foreign Minister', 'Defense Minister', 'General', 'Chancellor', 'Senator',
          'Governor', 'Ambassador', 'King')
NATIONS = '''Russian Ukrainian Israeli Syrian Iranian Iraqi Turkish Chinese American French German British Afghan
Kurdish Palestinian Lebanese Ethiopian Sudanese Nigerian Malian Polish Saudi Indian Pakistani Egyptian Libyan
Yemeni'''.split()
ADJECTIVES = '''armed foreign local senior military masked civilian young former opposition'''.split()
PLURAL = dict(
    forces='''soldier troop rebel militant insurgent gunman policeman fighter commando paramilitary guerrilla official
guard officer pirate separatist jihadist''',
    group='''soldier civilian protester journalist diplomat activist refugee hostage student militant fighter worker
demonstrator prisoner official lawyer migrant spy troop police_officer aid_worker''',
    arms='''tank missile rocket drone weapon shell rifle helicopter warplane fighter_jet mine grenade tanker truck''')
SINGLE = dict(
    forces='army;government;police;air force;navy;militia;opposition;parliament;court;junta;ministry;military;'
           'coalition',
    person='president;prime minister;foreign minister;mayor;ambassador;envoy;general;opposition leader;bishop;editor;'
           'spokesman;commander;activist;journalist;king;governor',
    building='embassy;airport;power plant;hospital;school;refinery;police station;border crossing;army base;bridge;'
             'port;church;mosque;market;checkpoint;border;parliament;consulate',
    paper='agreement;treaty;peace deal;ceasefire;truce;resolution;bill;trade deal;law;pact;accord;budget',
    event='attack;election;talk+;protest+;strike+;summit;visit;offensive;air strike+;raid;coup;investigation;vote;'
          'meeting;operation;drill+;rally;referendum;trial;blockade',
    measure='sanction+;tariff+;ban;curfew;subsid+;tax+;aid;visa rule+;restriction+;export+;fuel price+;loan+;asset+',
    plan='offer;proposal;plan;demand+;idea;request;bid;allegation+;claim+;call+',
    crime='murder;corruption;treason;espionage;war crime+;fraud;sabotage;terrorism;genocide;torture;killing+')
INFINITIVES = (('sign', 'paper'), ('release', 'group'), ('withdraw', 'group'), ('attack', 'place'), ('lift', 'measure'),
               ('resume', 'event'), ('reopen', 'building'), ('cut', 'measure'), ('free', 'group'), ('ban', 'event'),
               ('recognize', 'state'), ('supply', 'arms'), ('bomb', 'place'), ('halt', 'event'))
NUMBERS = 'two three four five six seven eight nine ten 12 15 20 36 50 100'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
SMALL = {'subsid': 'subsidies'}


class Node:
    """A word with its dependents before and behind it, each (relation, node)."""
    def __init__(self, form, upos, xpos, lemma=None):
        self.form, self.upos, self.xpos, self.lemma = form, upos, xpos, lemma or form
        self.left, self.right = [], []

    def before(self, rel, node):        # the first added stands nearest
        self.left.insert(0, (rel, node))
        return self

    def behind(self, rel, node):
        self.right.append((rel, node))
        return self

    def rows(self):
        """(form, upos, xpos, lemma, head's place, relation) in order."""
        order = []

        def walk(node, rel, head):
            for r, n in node.left:
                walk(n, r, node)
            order.append((node, rel, head))
            for r, n in node.right:
                walk(n, r, node)
        walk(self, 'root', None)
        at = {id(n): i + 1 for i, (n, _, _) in enumerate(order)}
        return [(n.form, n.upos, n.xpos, n.lemma, at[id(h)] if h else 0, r) for n, r, h in order]


def proper(form, xpos='NNP'):
    return Node(form, 'PROPN', xpos)


def plural(word):
    if word in ('subsid',):
        return 'subsidies'
    if word.endswith('man'):
        return word[:-3] + 'men'
    if re.search(r'[^aeiou]y$', word):
        return word[:-1] + 'ies'
    return word + ('es' if re.search(r'(s|x|ch|sh)$', word) else 's')


def noun(words, number):
    """'prime minister' -> minister with 'prime' before it, singular or plural."""
    *rest, last = words.replace('_', ' ').split()
    adjectives = ('prime', 'foreign')
    lemma = 'subsidy' if last == 'subsid' else last
    if last == 'police':
        n = Node('police', 'NOUN', 'NN')
    elif number == 'Plur':
        n = Node(plural(last), 'NOUN', 'NNS', lemma)
    else:
        n = Node(last, 'NOUN', 'NN', lemma)
    for w in reversed(rest):
        if w in adjectives:
            n.before('amod', Node(w, 'ADJ', 'JJ'))
        else:
            n.before('compound', Node(w, 'NOUN', 'NN'))
    return n


class Verb:
    def __init__(self, line):
        self.lemma, past, participle, frames, *particle = line.rstrip('\n').split('\t')
        e = self.lemma
        regular = e + 'd' if e.endswith('e') else e[:-1] + 'ied' if re.search(r'[^aeiou]y$', e) else e + 'ed'
        self.past = regular if past == '-' else past
        self.participle = regular if participle == '-' else participle
        self.third = plural(e)
        self.particle = particle[0] if particle else None
        self.frames = [f.split() for f in frames.split(';')]

    def node(self, xpos):
        form = {'VBD': self.past, 'VBN': self.participle, 'VBZ': self.third}.get(xpos, self.lemma)
        return Node(form, 'VERB', xpos, self.lemma)


def read_verbs(path):
    return [Verb(l) for l in open(path, encoding='utf8') if l.strip() and l[0] != '#']


class Maker:
    def __init__(self, verbs, seed):
        self.verbs, self.rng = verbs, random.Random(seed)
        self.headline = False

    def pick(self, items):
        if isinstance(items, str):
            items = [x.strip() for x in items.split(';')]
        return self.rng.choice(items)

    def chance(self, p):
        return self.rng.random() < p

    def article(self, node, p_the=.6):
        """'the' or 'a' before a singular noun; headlines leave it out."""
        if self.headline or node.form in ('police', 'aid'):
            return node
        first = node.left[0][1].form if node.left else node.form
        if self.chance(p_the):
            node.before('det', Node('the', 'DET', 'DT'))
        elif node.xpos in ('NN', 'NNP'):
            form = 'an' if first[0] in 'aeiouAEIO' else 'a'
            node.before('det', Node(form, 'DET', 'DT', 'a'))
        return node

    def state(self):
        """(node, whether it is plural)"""
        if self.chance(.7):
            return proper(self.pick(STATES))
        words = self.pick(LONG_STATES).split()
        the, words = words[0] == 'the', [w for w in words if w != 'the']
        last = proper(words[-1], 'NNPS' if words[-1] in ('States', 'Nations', 'Netherlands', 'Philippines') else 'NNP')
        for w in reversed(words[:-1]):
            if w in ('North', 'South'):
                last.before('compound', proper(w))
            else:
                last.before('amod', Node(w, 'ADJ', 'NNP'))
        if the and not self.headline:
            last.before('det', Node('the', 'DET', 'DT'))
        return last

    def surname(self):
        return proper(self.pick(WORD_SURNAMES if self.chance(.3) else SURNAMES))

    def described(self):
        """'Anna Rice, a fellow at the Hudson Center,' with both commas."""
        n = proper(self.pick(GIVEN)).behind('flat', self.surname())
        role, case = self.pick((('fellow', 'at'), ('spokesman', 'for'), ('analyst', 'at'), ('professor', 'at'),
                                ('official', 'in'), ('researcher', 'at')))
        head = self.article(Node(role, 'NOUN', 'NN'), 0)
        head.before('punct', Node(',', 'PUNCT', ','))
        head.behind('nmod', self.named(self.pick(BODIES)).before('case', Node(case, 'ADP', 'IN')))
        return n.behind('appos', head.behind('punct', Node(',', 'PUNCT', ',')))

    def named(self, text):
        """A name or noun phrase from its words."""
        words = text.split()
        make = lambda w: proper(w) if w[0].isupper() else Node(w, 'NOUN', 'NN')
        head = make(words[-1])
        if words[-1] == 'reporters':
            head.xpos, head.lemma = 'NNS', 'reporter'
        for w in reversed(words[:-1]):
            if w == 'the':
                head.before('det', Node('the', 'DET', 'DT'))
            elif w in ('foreign', 'local'):
                head.before('amod', Node(w, 'ADJ', 'JJ'))
            else:
                head.before('compound', make(w))
        return head

    def person(self):
        r = self.rng.random()
        if r < .25:
            return self.surname()
        if r < .5:
            n = proper(self.pick(GIVEN)).behind('flat', self.surname())
        elif r < .75:
            n = self.surname()
            if self.chance(.5):
                n = proper(self.pick(GIVEN)).behind('flat', n)
            *first, last = self.pick(TITLES).split()
            title = proper(last)
            for w in first:
                title.before('amod' if w != 'Defense' else 'compound',
                             Node(w, 'ADJ', 'NNP') if w != 'Defense' else proper(w))
            n.before('nmod:desc', title)
        else:
            n = noun(self.pick(SINGLE['person']), 'Sing')
            if self.chance(.4):
                n.before('amod', Node(self.pick(NATIONS), 'ADJ', 'JJ'))
            return self.article(n, .8)
        return n

    def people(self, kind):
        """Several people or things: 'five Russian soldiers', 'the rebels', 'police'."""
        if kind == 'forces' and self.chance(.45):
            n = noun(self.pick(SINGLE['forces']), 'Sing')
            if self.chance(.5):
                if self.chance(.7):
                    n.before('amod', Node(self.pick(NATIONS), 'ADJ', 'JJ'))
                else:
                    n.before('compound', proper(self.pick(STATES)))
            return self.article(n, 1.)
        n = noun(self.pick(PLURAL[kind].split()), 'Plur')
        if self.chance(.45):
            n.before('amod', Node(self.pick(NATIONS if self.chance(.7) else ADJECTIVES), 'ADJ', 'JJ'))
        if self.chance(.35) and n.form != 'police':
            n.before('nummod', Node(self.pick(NUMBERS), 'NUM', 'CD'))
            if self.chance(.15):
                n.left[0][1].before('advmod', Node('about', 'ADV', 'RB'))
            return n
        return self.article(n, 1.) if self.chance(.25) else n

    def thing(self, kind):
        if kind == 'state':
            return self.state()
        if kind == 'person':
            return self.person()
        if kind == 'place':
            n = proper(self.pick(PLACES))
            if self.chance(.15):
                n = Node(self.pick(('city', 'town', 'capital', 'village', 'island', 'region')), 'NOUN', 'NN')
                return self.article(n, 1.)
            return n
        if kind in PLURAL:
            return self.people(kind)
        words = self.pick(SINGLE[kind])
        number = 'Plur' if words.endswith('+') else 'Sing'
        n = noun(words.rstrip('+'), number)
        if self.chance(.25):
            plain = ('new', 'planned', 'last', 'alleged', 'main')
            n.before('amod', Node(self.pick(NATIONS if self.chance(.5) else plain), 'ADJ', 'JJ'))
            if n.left[0][1].form in ('planned', 'alleged'):
                v = n.left[0][1]
                v.upos, v.xpos, v.lemma = 'VERB', 'VBN', {'planned': 'plan', 'alleged': 'allege'}[v.form]
        if kind == 'crime' or (number == 'Plur' and self.chance(.7)) or n.form == 'aid':
            return n
        return self.article(n)

    def subject(self):
        r = self.rng.random()
        if r < .57 or self.headline:
            return self.state() if r < .42 else self.person() if r < .57 else self.people('forces')
        if r < .6:
            return self.described()
        n = self.people('forces' if r < .88 else 'group')
        if self.chance(.15):
            n.behind('nmod', proper(self.pick(PLACES)).before('case', Node('in', 'ADP', 'IN')))
        return n

    def behind_preposition(self, words):
        """'on state' -> the phrase with its preposition"""
        n = self.thing(words[1])
        return n.before('case', Node(words[0], 'ADP', 'IN'))

    def complements(self, verb, node, frame, passive=False):
        """Hangs the object and what follows on the verb; in the passive the object has gone."""
        first, rest = frame[0], frame[1:]
        if verb.particle and (passive or self.chance(.6)):
            node.behind('compound:prt', Node(verb.particle, 'ADP', 'RP'))
        if first != '=' and not passive:
            node.behind('obj', self.thing(first))
            if verb.particle and not any(r == 'compound:prt' for r, _ in node.right):
                node.behind('compound:prt', Node(verb.particle, 'ADP', 'RP'))
        while rest:
            if rest[1] == 'plan' and rest[0] == 'to':
                lemma, kind = self.pick(INFINITIVES)
                inf = Node(lemma, 'VERB', 'VB').before('mark', Node('to', 'PART', 'TO')).behind('obj', self.thing(kind))
                node.behind('xcomp', inf)
            else:
                node.behind('obl', self.behind_preposition(rest))
            rest = rest[2:]
        return node

    def time(self, node):
        r = self.rng.random()
        if r < .2:
            node.behind('obl', proper(self.pick(DAYS)).before('case', Node('on', 'ADP', 'IN')))
        elif r < .26:
            node.behind('obl:unmarked', Node(self.pick(('week', 'month', 'year')), 'NOUN', 'NN')
                        .before('amod', Node('last', 'ADJ', 'JJ')))
        elif r < .3:
            node.behind('obl:unmarked', Node('yesterday', 'NOUN', 'NN'))
        elif r < .36:
            event = self.thing('event')
            node.behind('obl', event.before('case', Node('after', 'ADP', 'IN')))
        return node

    def plural_subject(self, subject):
        return subject.xpos == 'NNS' or subject.form == 'police'

    def transitive(self):
        while True:
            verb = self.pick(self.verbs)
            frames = [f for f in verb.frames if f[0] != '=']
            if frames:
                return verb, self.pick(frames)

    def clause(self, tense=None):
        """An active clause."""
        verb = self.pick(self.verbs)
        frame = self.pick(verb.frames)
        subject = self.subject()
        many = self.plural_subject(subject)
        tense = tense or self.rng.choices(('past', 'perfect', 'future', 'progressive', 'negated', 'present'),
                                          (60, 11, 7, 9, 6, 7))[0]
        if tense == 'past':
            node = verb.node('VBD')
        elif tense == 'present':
            node = verb.node('VBP' if many else 'VBZ')
        elif tense == 'perfect':
            node = verb.node('VBN')
            node.before('aux', Node('have' if many else 'has', 'AUX', 'VBP' if many else 'VBZ', 'have'))
        elif tense == 'future':
            node = verb.node('VB').before('aux', Node('will', 'AUX', 'MD'))
        elif tense == 'progressive':
            form = verb.lemma[:-1] if re.search(r'[^ei]e$', verb.lemma) else \
                verb.lemma + (verb.participle[-3] if verb.participle.endswith(verb.lemma[-1] * 2 + 'ed') else '')
            node = Node(form + 'ing', 'VERB', 'VBG', verb.lemma)
            node.before('aux', Node('are' if many else 'is', 'AUX', 'VBP' if many else 'VBZ', 'be'))
        else:
            node = verb.node('VB').before('advmod', Node('not', 'PART', 'RB'))
            node.before('aux', Node('did', 'AUX', 'VBD', 'do'))
        node.before('nsubj', subject)
        self.complements(verb, node, frame)
        if tense in ('past', 'present') and self.chance(.1):
            other, second = self.transitive()
            conj = other.node('VBD' if tense == 'past' else node.xpos)
            self.complements(other, conj, second)
            conj.before('cc', Node('and', 'CCONJ', 'CC'))
            node.behind('conj', conj)
        return self.time(node) if tense == 'past' else node

    def passive(self, bare=False):
        verb, frame = self.transitive()
        subject = self.thing(frame[0])
        node = verb.node('VBN')
        if not bare:
            many = subject.xpos in ('NNS', 'NNPS') or subject.form == 'police'
            node.before('aux:pass', Node('were' if many else 'was', 'AUX', 'VBD', 'be'))
        node.before('nsubj:pass', subject)
        self.complements(verb, node, frame, passive=True)
        if self.chance(.45):
            node.behind('obl:agent', self.subject().before('case', Node('by', 'ADP', 'IN')))
        return self.time(node) if not bare else node

    def reduced(self, kinds=('group', 'arms', 'paper', 'measure', 'event', 'plan', 'building')):
        """A noun phrase with a reduced relative clause: 'the tanks supplied by Poland'."""
        while True:
            verb, frame = self.transitive()
            if frame[0] in kinds:
                break
        head = self.thing(frame[0])
        part = verb.node('VBN')
        self.complements(verb, part, frame, passive=True)
        if len(frame) == 1 or self.chance(.5):
            part.behind('obl:agent', self.subject().before('case', Node('by', 'ADP', 'IN')))
        return head.behind('acl', part)

    def with_reduced(self):
        verb, frame = self.transitive()
        node = verb.node('VBD')
        if self.chance(.6):
            node.before('nsubj', self.reduced(('group',)))
            self.complements(verb, node, frame)
        else:
            node.before('nsubj', self.subject()).behind('obj', self.reduced())
        return self.time(node) if self.chance(.3) else node

    def with_participle(self):
        """'The detained journalists left Minsk', 'Seized weapons reached Goma.'"""
        verb, frame = self.transitive()
        head = noun(self.pick(PLURAL['group' if self.chance(.6) else 'arms'].split()), 'Plur')
        head.before('amod', self.pick([v for v in self.verbs if not v.particle and v.frames[0][0] != '=']).node('VBN'))
        if self.chance(.6):
            head.before('det', Node('the', 'DET', 'DT'))
        node = verb.node('VBD')
        if self.chance(.5):
            node.before('nsubj', head)
            return self.complements(verb, node, frame)
        return node.before('nsubj', self.subject()).behind('obj', head)

    def noun_compound(self):
        """Nouns that look like verbs: 'US sanctions hurt Russian banks', 'The air strikes killed ten civilians.'"""
        head = noun(self.pick(('sanction', 'strike', 'air strike', 'attack', 'raid', 'tariff', 'protest',
                               'rocket attack', 'drone strike', 'export', 'visit', 'vote', 'threat', 'clash',
                               'talk')), 'Plur')
        r = self.rng.random()
        if r < .4:
            head.before('amod', Node(self.pick(NATIONS), 'ADJ', 'JJ'))
        elif r < .8:
            head.before('compound', proper(self.pick(('US', 'U.S.', 'EU', 'UN', 'NATO', 'Taliban', 'Hamas'))))
        if self.chance(.4) and not self.headline:
            head.before('det', Node('the', 'DET', 'DT'))
        form, kind = self.pick((('kill', 'group'), ('hurt', 'group'), ('hit', 'building'), ('target', 'building'),
                                ('destroy', 'building'), ('wound', 'group'), ('anger', 'state'), ('threaten', 'paper'),
                                ('follow', 'event'), ('hit', 'place'), ('delay', 'event'), ('worry', 'state')))
        tense = 'VBP' if self.headline else 'VBD'
        past = {'hurt': 'hurt', 'hit': 'hit', 'worry': 'worried'}.get(form) or form + ('d' if form[-1] == 'e' else 'ed')
        node = Node(past if tense == 'VBD' else form, 'VERB', tense, form)
        return node.before('nsubj', head).behind('obj', self.thing(kind))

    def reported(self):
        inner = self.passive() if self.chance(.25) else self.clause()
        speaker = self.state() if self.chance(.5) else self.person()
        said = Node('said', 'VERB', 'VBD', 'say')
        if self.chance(.6):
            if self.chance(.4):
                inner.before('mark', Node('that', 'SCONJ', 'IN'))
            return said.before('nsubj', speaker).behind('ccomp', inner)
        said.before('punct', Node(',', 'PUNCT', ','))
        said.before('ccomp', inner)
        # the quotation stands before the comma
        said.left = [x for x in said.left if x[0] == 'ccomp'] + [x for x in said.left if x[0] != 'ccomp']
        return said.left.append(('nsubj', speaker)) or said

    def condition(self):
        """'If the rebels attack, the army will respond.'"""
        word, tense, main_tense = self.pick((
            ('If', 'present', 'future'), ('Unless', 'present', 'future'), ('After', 'past', 'past'),
            ('As', 'past', 'past'), ('Because', 'past', 'past'), ('If', 'present', 'future')))
        if self.chance(.4):     # verbs that need no object here
            subject = self.subject()
            many = self.plural_subject(subject)
            form, third, past = self.pick((('attack', 'attacks', 'attacked'), ('strike', 'strikes', 'struck'),
                                           ('invade', 'invades', 'invaded'), ('advance', 'advances', 'advanced'),
                                           ('retreat', 'retreats', 'retreated'), ('protest', 'protests', 'protested'),
                                           ('march', 'marches', 'marched'), ('respond', 'responds', 'responded')))
            now = (form, 'VBP') if many else (third, 'VBZ')
            clause = Node(*((past, 'VERB', 'VBD') if tense == 'past' else (now[0], 'VERB', now[1])), form)
            clause.before('nsubj', subject)
        else:
            clause = self.clause(tense)
        main = self.clause(main_tense)
        if self.chance(.5):
            main = Node(self.pick(('respond', 'retaliate', 'resign', 'react', 'intervene')), 'VERB', 'VB')
            main.before('aux', Node('will' if tense == 'present' else 'did', 'AUX', *(
                ('MD', 'will') if tense == 'present' else ('VBD', 'do'))))
            if tense != 'present':
                main.left.append(('advmod', Node('not', 'PART', 'RB')))
            main.before('nsubj', self.subject())
        if self.chance(.7):
            clause.before('mark', Node(word, 'SCONJ', 'IN', word.lower()))
            return main.before('advcl', clause.behind('punct', Node(',', 'PUNCT', ',')))
        clause.before('mark', Node(word.lower(), 'SCONJ', 'IN'))
        return main.behind('advcl', clause)

    def told(self):
        """'Iran shot down a drone, a spokesman told state television, according to Reuters.'"""
        inner = self.clause('past')
        verb = Node('told', 'VERB', 'VBD', 'tell').before('nsubj', self.person())
        verb.before('punct', Node(',', 'PUNCT', ',')).before('ccomp', inner)
        verb.behind('obj', self.named(self.pick(MEDIA)))
        if self.chance(.5):
            source = self.named(self.pick(MEDIA))
            source.before('case', Node('according', 'VERB', 'VBG', 'accord').behind('fixed', Node('to', 'ADP', 'IN')))
            source.before('punct', Node(',', 'PUNCT', ','))
            verb.behind('obl', source)
        return verb

    def giving(self):
        """'Spain granted the activists asylum.'"""
        form, lemma = self.pick((('gave', 'give'), ('sent', 'send'), ('granted', 'grant'), ('offered', 'offer'),
                                 ('handed', 'hand'), ('sold', 'sell')))
        node = Node(form, 'VERB', 'VBD', lemma).before('nsubj', self.subject())
        node.behind('iobj', self.state() if self.chance(.4) else self.thing('group'))
        what = self.pick(('asylum', 'food', 'aid', 'weapons', 'money', 'visas', 'fuel', 'protection'))
        return node.behind('obj', Node(what, 'NOUN', 'NNS' if what[-1] == 's' else 'NN', what.rstrip('s')))

    def commanding(self):
        """'Mali ordered French forces to leave.'"""
        form, lemma = self.pick((('ordered', 'order'), ('urged', 'urge'), ('asked', 'ask'), ('told', 'tell'),
                                 ('forced', 'force'), ('allowed', 'allow')))
        bare = (('leave', None), ('withdraw', None), ('surrender', None), ('resign', None))
        inf, kind = self.pick(INFINITIVES + bare)
        inner = Node(inf, 'VERB', 'VB').before('mark', Node('to', 'PART', 'TO'))
        if kind:
            inner.behind('obj', self.thing(kind))
        node = Node(form, 'VERB', 'VBD', lemma).before('nsubj', self.subject())
        node.behind('obj', self.thing(self.pick(('group', 'state', 'person'))))
        return node.behind('xcomp', inner)

    def announced(self):
        """The headline 'Petrov to meet Larsen in Minsk'."""
        verb, frame = self.transitive()
        node = verb.node('VB').before('mark', Node('to', 'PART', 'TO')).before('nsubj', self.subject())
        return self.complements(verb, node, frame)

    def first_since(self):
        """'It was the first summit between Iran and Iraq since Omar Rice, a lawyer in Minsk, met with Petrov in 2011.'"""
        head = Node(self.pick(('summit', 'visit', 'meeting', 'attack', 'vote', 'trial', 'strike', 'deal')), 'NOUN', 'NN')
        head.before('amod', Node('first', 'ADJ', 'JJ')).before('det', Node('the', 'DET', 'DT'))
        if self.chance(.5):
            head.before('cop', Node('was', 'AUX', 'VBD', 'be'))
        else:
            head.before('cop', Node('be', 'AUX', 'VB')).before('aux', Node('will', 'AUX', 'MD'))
        head.before('nsubj', Node('It', 'PRON', 'PRP', 'it'))
        if self.chance(.5):
            pair = self.state().before('case', Node('between', 'ADP', 'IN'))
            head.behind('nmod', pair.behind('conj', self.state().before('cc', Node('and', 'CCONJ', 'CC'))))
        clause = self.clause('past')
        if self.chance(.5):
            clause = Node('met', 'VERB', 'VBD', 'meet').before('nsubj', self.described())
            other = self.person()
            clause.behind('obl', other.before('case', Node('with', 'ADP', 'IN')))
        if self.chance(.5):
            year = Node(str(self.rng.randint(1950, 2025)), 'NUM', 'CD')
            clause.behind('obl', year.before('case', Node('in', 'ADP', 'IN')))
        return head.behind('advcl', clause.before('mark', Node('since', 'SCONJ', 'IN')))

    def passed_on(self):
        """'The talks include trade, Polish radio station Zeta News reported on Monday.'"""
        inner = self.clause('past' if self.chance(.6) else 'present')
        name = self.named(self.pick(('Zeta News', 'Radio Delta', 'Interfax', 'Orion', 'The Chronicle', 'Nova TV', 'Alfa')))
        if self.chance(.7):
            *rest, role = self.pick(('media', 'radio station', 'news agency', 'newspaper', 'broadcaster')).split()
            noun_ = Node(role, 'NOUN', 'NNS' if role == 'media' else 'NN', 'medium' if role == 'media' else role)
            for w in rest:
                noun_.before('compound', Node(w, 'NOUN', 'NN'))
            if self.chance(.6):
                noun_.before('amod', Node(self.pick(NATIONS), 'ADJ', 'JJ'))
            name.before('nmod:desc', noun_)
        form, lemma = self.pick((('reported', 'report'), ('said', 'say'), ('wrote', 'write')))
        verb = Node(form, 'VERB', 'VBD', lemma).before('nsubj', name)
        if self.chance(.6):
            verb.behind('obl', proper(self.pick(DAYS)).before('case', Node('on', 'ADP', 'IN')))
        return verb.before('punct', Node(',', 'PUNCT', ',')).before('ccomp', inner)

    def sentence(self):
        """(rows, kind of template)"""
        kind = self.rng.choices(('past', 'headline', 'passive', 'bare passive', 'reduced', 'participle', 'compound',
                                 'compound headline', 'reported', 'fragment', 'condition', 'told', 'giving',
                                 'commanding', 'to headline', 'first since', 'passed on'),
                                (40, 13, 9, 5, 9, 4, 5, 3, 6, 2, 9, 5, 4, 5, 4, 5, 7))[0]
        self.headline = 'headline' in kind or kind == 'bare passive'
        make = {'past': self.clause, 'headline': lambda: self.clause('present'), 'passive': self.passive,
                'bare passive': lambda: self.passive(True), 'reduced': self.with_reduced,
                'participle': self.with_participle, 'compound': self.noun_compound,
                'compound headline': self.noun_compound, 'reported': self.reported, 'fragment': self.reduced,
                'condition': self.condition, 'told': self.told, 'giving': self.giving, 'commanding': self.commanding,
                'to headline': self.announced, 'first since': self.first_since, 'passed on': self.passed_on}
        root = make[kind]()
        if not self.headline and not (kind == 'fragment' and self.chance(.5)):
            root.behind('punct', Node('.', 'PUNCT', '.'))
        rows = root.rows()
        first = rows[0]
        return [(first[0][:1].upper() + first[0][1:], *first[1:])] + rows[1:], kind


def make(count, seed=1):
    """Lists of rows (form, UPOS, XPOS, lemma, head, relation) of distinct sentences."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'event_verbs.tsv')
    maker, seen, out = Maker(read_verbs(path), seed), set(), []
    while len(out) < count:
        rows, _ = maker.sentence()
        text = ' '.join(r[0] for r in rows)
        if text not in seen:
            seen.add(text)
            out.append(rows)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--count', type=int, default=1000)
    ap.add_argument('--seed', type=int, default=1)
    args = ap.parse_args()
    for i, rows in enumerate(make(args.count, args.seed)):
        print('# sent_id = event-%d\n# text = %s' % (i + 1, ' '.join(r[0] for r in rows)))
        for k, (form, upos, xpos, lemma, head, rel) in enumerate(rows):
            print('\t'.join((str(k + 1), form, lemma, upos, xpos, '_', str(head), rel, '_', '_')))
        print()


if __name__ == '__main__':
    main()
