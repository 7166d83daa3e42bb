"""Lists of names and of words that tell names apart, from open sources (models/README.md names their licences).

phrases(root): {kind: set of phrases}; the kinds are explained beside KINDS. Single words also reach the network as
classes of word types (lexicon.py), phrases of several words as features of tokens.
"""
import csv
import json
import os
import re
import zlib

import numpy as np

import features as ft

# order = bit number in the model file
KINDS = ['COUNTRY', 'DEMONYM', 'CITY', 'BIGCITY', 'REGION', 'PERSON', 'GIVEN', 'SURNAME', 'ORG', 'OUTLET', 'ORGWORD',
         'TITLE', 'PLACEWORD']
ORDINARY = len(KINDS)   # number of one more bit: a listed word that is no name in small letters ("Republic", "Apple")

TIMEZONEMAP = '/usr/share/libtimezonemap/ui/'
WORDNET = '/usr/share/wordnet/'
SUBDIVISIONS = '/usr/share/iso-codes/json/iso_3166-2.json'
CITIES = TIMEZONEMAP + 'cities15000.txt'
REGIONS = TIMEZONEMAP + 'admin1Codes.txt'

ORGWORDS = '''ministry department agency bureau office commission committee council parliament congress senate assembly
party union league front movement army navy force forces command corps police guard guards court tribunal bank fund
exchange company corporation corp inc ltd plc group holdings industries airlines airways motors university college
school institute center centre foundation association society federation confederation organization organisation
authority administration service services board club team times post news daily herald tribune journal gazette
television tv radio press network media broadcasting agency church hospital museum theatre cabinet secretariat
alliance coalition brigade brigades militia inspectorate directorate chamber academy laboratory observatory fc united
oil gas energy telecom technologies systems partners capital insurance'''.split()
TITLES = '''president vice prime minister premier chancellor king queen prince princess emir sultan sheikh ayatollah
pope bishop archbishop cardinal imam mullah rabbi senator representative congressman congresswoman governor mayor
secretary ambassador envoy spokesman spokeswoman spokesperson general gen colonel col major maj captain capt
lieutenant lt sergeant sgt admiral adm commander cmdr marshal brigadier mr mrs ms miss dr prof professor sir dame lord
lady judge justice attorney chairman chairwoman chief director doctor officer deputy leader comrade father sister
brother coach analyst economist author actor actress singer correspondent reporter editor'''.split()
PLACEWORDS = '''river lake sea ocean gulf bay strait straits peninsula island islands isle mount mountain mountains
valley desert plateau cape coast province state county district region city town village port airport street avenue
road square bridge park base border heights strip bank canal delta republic kingdom emirate federation territory
north south east west northern southern eastern western central upper lower new'''.split()
PLACES = '''Africa;Asia;Europe;America;North America;South America;Latin America;Central America;Antarctica;Oceania;
Middle East;Near East;Far East;Western Europe;Eastern Europe;Central Europe;Southeast Asia;South Asia;Central Asia;
East Asia;West Africa;East Africa;North Africa;Southern Africa;Sub-Saharan Africa;Horn of Africa;Maghreb;Sahel;
Balkans;Caucasus;Baltics;Scandinavia;Levant;Gulf;Persian Gulf;Mediterranean;Caribbean;Pacific;Atlantic;Arctic;
South China Sea;East China Sea;Black Sea;Red Sea;Korean Peninsula;Crimea;Donbas;Donbass;Kurdistan;Kashmir;Palestine;
Gaza;Gaza Strip;West Bank;Golan Heights;Sinai;Darfur;Chechnya;Dagestan;Tibet;Xinjiang;Siberia;England;Scotland;Wales;
Northern Ireland;Britain;Great Britain;U.K.;UK;U.S.;US;U.S.A.;USA;UAE;U.A.E.;DRC;Holland;Burma;Ivory Coast;
Czech Republic;Soviet Union;USSR;Yugoslavia;East Germany;West Germany;Washington;White House;Kremlin;Strait of Hormuz;
Suez Canal;Himalayas;Alps;Andes;Amazon;Sahara;Nile;Danube;Rhine;Mekong;Euphrates;Tigris;Anatolia;Bavaria;Catalonia;
Flanders;Kosovo;Transnistria;Abkhazia;South Ossetia;Nagorno-Karabakh;Okinawa;Bali;Java;Sumatra;Mindanao;Borneo;
EMEA;MENA;Benelux'''
GIVEN = '''James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark
Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary
Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Frank Patrick Raymond Jack
Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Douglas Zachary Peter Kyle Ethan Walter Noah Jeremy Christian Keith
Roger Terry Sean Austin Gerald Carl Arthur Lawrence Dylan Jesse Jordan Bryan Billy Joe Bruce Gabriel Logan Albert
Willie Alan Juan Wayne Roy Ralph Randy Eugene Vincent Russell Louis Philip Bobby Johnny Bradley Mary Patricia Jennifer
Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly Emily Donna Michelle
Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Amy Angela Shirley Anna Brenda
Pamela Emma Nicole Helen Samantha Katherine Christine Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth
Julie Olivia Joyce Virginia Victoria Kelly Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline
Martha Gloria Teresa Ann Sara Madison Frances Kathryn Janice Jean Abigail Alice Julia Judy Sophia Grace Denise Amber
Doris Marilyn Danielle Beverly Isabella Theresa Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori Tony Tom Tim
Jim Bob Bill Mike Steve Dave Dan Ben Sam Joe Nick Matt Chris Greg Jeff Ken Ron Rick Ted Fred Simon Martin Ian Neil
Graham Colin Nigel Oliver Harry Lewis Mohamed Mohammed Muhammad Ahmed Ali Hassan Hussein Abdullah Omar Ibrahim Yusuf
Khalid Mustafa Mahmoud Fatima Aisha Vladimir Sergei Sergey Dmitry Alexei Ivan Nikolai Mikhail Igor Yuri Oleg Boris
Natalia Olga Tatiana Hans Klaus Jurgen Wolfgang Pierre Jacques Francois Jean Luc Michel Marco Luca Giovanni Carlos Luis
Miguel Pedro Antonio Manuel Francisco Jorge Rafael Fernando Wei Xi Li Wang Zhang Liu Chen Yang Kim Park Lee Hiroshi
Takeshi Kenji Yuki Raj Rahul Amit Sanjay Priya Sunil Anil Vijay'''.split()


HERE = os.path.dirname(os.path.abspath(__file__))


def own_table(name):
    """Rows of the program's own dictionaries, data/actors."""
    with open(os.path.join(HERE, '../data/actors', name), encoding='utf8') as f:
        yield from csv.DictReader((l for l in f if l[0] != '#'), delimiter='\t', quoting=csv.QUOTE_NONE)


def table(root, name):
    with open(os.path.join(root, 'actors', name), encoding='utf8') as f:
        yield from csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE)


def plausible(p):
    return 2 <= len(p) <= 60 and p[0].isalpha() and p[0].isupper() and len(p.split()) <= 6


def phrases(root):
    out = {k: set() for k in KINDS}
    for r in table(root, 'countries.tsv'):
        names = [r['name'], r['formal_name'], r['factbook_short'], r['local_short'], r['abbreviation']]
        names += r['countryinfo_aliases'].split('; ')
        for n in names:
            n = re.sub(r'^the ', '', n.split('(')[0].strip())
            if plausible(n):
                out['COUNTRY'].add(n)
        for c in re.split(r'[;,/]', r['capital']):
            if plausible(c.strip()):
                out['BIGCITY'].add(c.strip())
        for d in (r['demonym_noun'], r['demonym_adj']):
            for w in re.split(r'[;,/]| or ', re.sub(r'\(.*?\)', '', d)):
                if plausible(w.strip()):
                    out['DEMONYM'].add(w.strip())
    peoples = {n for n in out['COUNTRY'] if n in out['DEMONYM'] or re.search('(ian|ians|ans|ese|ish)$', n)}
    peoples -= {n for r in table(root, 'countries.tsv') for n in (r['name'], r['factbook_short'])}
    out['COUNTRY'] -= peoples       # the list of aliases mixes countries with their people
    out['DEMONYM'] |= peoples
    out['COUNTRY'] |= {p.strip() for p in PLACES.replace('\n', '').split(';')}
    if os.path.exists(CITIES):
        for line in open(CITIES, encoding='utf8'):
            c = line.split('\t')
            big = int(c[14] or 0) >= 300000
            names = [c[1], c[2]] + ([a for a in c[3].split(',') if a.isascii() and len(a) > 4] if big else [])
            out['BIGCITY' if big else 'CITY'] |= {n for n in names if plausible(n)}
        for line in open(REGIONS, encoding='utf8'):
            out['REGION'] |= {n for n in line.split('\t')[1:3] if plausible(n)}
    for r in table(root, 'leaders.tsv'):
        for n in [r['person']] + r['aliases'].split('; '):
            w = n.split()
            if plausible(n) and len(w) > 1 and w[0].isalpha():
                out['PERSON'].add(n)
                out['GIVEN'].add(w[0])
                out['SURNAME'].add(w[-1])
        if plausible(r['surname']):
            out['SURNAME'].add(r['surname'])
    out['GIVEN'] |= set(GIVEN)
    for r in table(root, 'organisations.tsv'):
        given = out['GIVEN']
        if r['kind'].startswith('international') and not re.search(
                r'(?i)\b(union|nations|bank|fund|organi[sz]ation|council|court|league|agency|committee|group|'
                r'commission|association|international|federation|community|watch|alliance)\b', r['name']):
            continue        # that list mixes organisations with people
        for n in [r['name']] + r['aliases'].split('; '):
            n = n.split('(')[0].strip()
            if plausible(n) and n.split()[0] not in given:
                out['ORG'].add(n)
    for r in table(root, 'outlets.tsv'):
        n = re.sub(r'^The ', '', r['name'].split('(')[0].strip())
        if plausible(n) and len(n) > 2:
            out['OUTLET'].add(n)
    for r in own_table('given_names.tsv'):
        out['GIVEN'].add(r['name'])
    for r in own_table('family_first.tsv'):
        out['SURNAME'].add(r['name'])
    for r in own_table('officials.tsv'):
        out['PERSON'].add(r['name'])
        out['SURNAME'].add(r['name'].split()[-1])
    for name, kind in (('organisations.tsv', 'ORG'), ('parties.tsv', 'ORG'), ('outlets.tsv', 'OUTLET')):
        for r in own_table(name):
            for n in [r['name']] + r['aliases'].split('; '):
                n = re.sub(r'^[Tt]he ', '', n.strip())
                if plausible(n) and len(n) > 2:
                    out[kind].add(n)
    with open(os.path.join(HERE, 'names.tsv'), encoding='utf8') as f:
        for kind, names in (l.rstrip('\n').split('\t') for l in f if l[0] != '#'):
            out[kind] |= set(names.split('; '))
    for file, n in instances():
        kind = {'14': 'ORG', '15': 'REGION', '17': 'REGION', '18': 'PERSON' if ' ' in n else 'SURNAME'}.get(file)
        if kind:
            out[kind].add(n)
    with open(SUBDIVISIONS, encoding='utf8') as f:
        for r in json.load(f)['3166-2']:
            names = (re.sub('[*’‘]', '', n).strip() for n in re.split(r'[\[\]/(]', r['name']))
            out['REGION'] |= {n for n in names if plausible(n) and len(n) > 2}
    for k, words in (('ORGWORD', ORGWORDS), ('TITLE', TITLES), ('PLACEWORD', PLACEWORDS)):
        out[k] |= {w.capitalize() for w in words}
    return out


LONGEST = 8             # words of a phrase that are looked at
CONTEXT = ('first word', 'capitals', 'headline case')
FEATURES = 32           # 2 per kind, the context, zeros


def key(form):
    """What a word adds to the key of a phrase: its norm without hyphens, full stops and apostrophes."""
    return ''.join(c for c in ft.norm(ft.plain(form[:64])) if c not in "-.'")


def instances():
    """Names that WordNet has: [(number of the lexicographer's file, name)]; 14 is groups, 15 places, 17 mountains and
    waters, 18 people."""
    out = []
    for line in open(WORDNET + 'data.noun', encoding='latin1'):
        f = line.split('|')[0].split()
        if line[0] != ' ' and '@i' in f:
            out += [(f[1], w.replace('_', ' ')) for w in f[4:4 + 2 * int(f[3], 16):2] if plausible(w)]
    return out


def ordinary_words():
    """Words that WordNet has in small letters."""
    out = set()
    for part in ('noun', 'verb', 'adj', 'adv'):
        for line in open(WORDNET + 'data.' + part, encoding='latin1'):
            if line[0] != ' ':
                f = line.split(' ', 4)
                out |= set(line.split()[4:4 + 2 * int(f[3], 16):2])
    return {w for w in out if w.islower()}


def table_of(lists):
    """CRC-32 of a phrase's key -> bits of its kinds."""
    out = {}
    ordinary = ordinary_words()
    for bit, kind in enumerate(KINDS):
        for p in lists[kind]:
            k = ''.join(key(w) for w in p.split())
            if k:
                h = zlib.crc32(k.encode('utf8'))
                w = p.lower()
                common = w in ordinary or w.endswith('s') and w[:-1] in ordinary
                out[h] = out.get(h, 0) | 1 << bit | common << ORDINARY
    return out


def describe(forms, table):
    """[words x FEATURES] of zeros and ones: for each kind, whether its longest phrase begins at or goes on over the
    word; whether the word opens the sentence; whether the sentence is in capitals or in headline case."""
    out = np.zeros((len(forms), FEATURES), np.float32)
    keys = [key(f).encode('utf8') for f in forms]
    upper = [f[:1].isupper() for f in forms]
    for i in range(len(forms)):
        if not upper[i]:
            continue
        crc, ends = 0, {}
        for j in range(i, min(i + LONGEST, len(forms))):
            crc = zlib.crc32(keys[j], crc)
            if keys[j]:
                bits = table.get(crc, 0)
                for b in range(len(KINDS)):
                    if bits >> b & 1:
                        ends[b] = j
        for b, end in ends.items():
            out[i, 2 * b] = 1
            out[i + 1:end + 1, 2 * b + 1] = 1
    at = 2 * len(KINDS)
    out[0, at] = 1
    words = [f for f in forms if f[:1].isalpha() and len(f) > 1]
    if len(words) > 2:
        if sum(f.isupper() for f in words) > .8 * len(words):
            out[:, at + 1] = 1
        elif sum(f[:1].isupper() for f in words) > .7 * len(words):
            out[:, at + 2] = 1
    return out
