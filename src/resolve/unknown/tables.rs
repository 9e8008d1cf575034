//! The words that tell what a name is, and words that begin no name. Sorted; a test holds that.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Last words of an organization's name, or first before `of`, `for`, `on`.
pub(super) const HEADS: &[&str] = &["Academy", "Administration", "Aerospace", "Agency", "Airlines", "Airways", "Alliance", "Archdiocese", "Army", "Assembly", "Assn.", "Associates", "Association", "Authority", "Ballet", "Bancorp", "Bancshares", "Bank", "Bankers", "Banking", "Bar", "Board", "Brigade", "Brigades", "Broadcasting", "Bros.", "Brotherhood", "Brothers", "Bundesliga", "Bureau", "Cabinet", "Capital", "Cartel", "Caucus", "Center", "Centers", "Centre", "Chamber", "Chemicals", "Choir", "Chronicle", "Church", "Clinic", "Club", "Coalition", "College", "Command", "Commission", "Committee", "Communications", "Community", "Confederation", "Congregation", "Congress", "Conservatory", "Consortium", "Corps", "Council", "Court", "Courts", "Daily", "Department", "Diocese", "Directorate", "Dispatch", "Division", "Electronics", "Embassy", "Energy", "Enquirer", "Enterprises", "Entertainment", "Examiner", "Exchange", "FC", "Faction", "Faculty", "Federation", "Fellowship", "Financial", "Foods", "Force", "Forces", "Forum", "Foundation", "Front", "Fund", "Funds", "Gallery", "Gazette", "Globe", "Group", "Guard", "Guards", "Guild", "Herald", "High", "Holding", "Holdings", "Hospital", "House", "Industries", "Initiative", "Inquirer", "Inspectorate", "Institute", "Institutes", "Institution", "Insurance", "Interior", "International", "Investments", "Journal", "Jury", "Laboratories", "Laboratory", "Labs", "League", "Legion", "Legislature", "Lines", "Lobby", "Mafia", "Magazine", "Mail", "Manufacturing", "Media", "Militia", "Ministries", "Ministry", "Mirror", "Mission", "Monitor", "Motors", "Movement", "Museum", "Network", "Networks", "News", "Newspaper", "Newspapers", "Observatory", "Observer", "Office", "Opera", "Orchestra", "Organisation", "Organization", "Panel", "Parliament", "Parliamentarians", "Partners", "Partnership", "Party", "Petroleum", "Pharma", "Pharmaceuticals", "Philharmonic", "Pictures", "Police", "Polytechnic", "Post", "Power", "Presidency", "Press", "Productions", "Products", "Prosecutor", "Publications", "Publishing", "Radio", "Railroad", "Railway", "Railways", "Records", "Regiment", "Register", "Registry", "Research", "Reserve", "Resistance", "Resources", "Review", "Savings", "School", "Schools", "Sect", "Securities", "Seminary", "Senate", "Sentinel", "Service", "Services", "Society", "Software", "Squad", "Star", "Steel", "Stores", "Studio", "Studios", "Sun", "Symphony", "Syndicate", "Synod", "Systems", "Team", "Technologies", "Technology", "Telecom", "Telegraph", "Television", "Theater", "Theatre", "Times", "Transport", "Treasury", "Tribunal", "Tribune", "Trust", "Union", "Unions", "United", "Universities", "University", "Ventures", "Watch", "Weekly", "Wing", "Zoo"];

/// Those of [`HEADS`] that are a name's only with more around them than one word: `Smith House`.
pub(super) const WEAK_HEADS: &[&str] = &["Administration", "Army", "Assembly", "Ballet", "Bar", "Board", "Brothers", "Bundesliga", "Cabinet", "Capital", "Center", "Centre", "Choir", "Church", "Clinic", "Command", "Community", "Court", "Daily", "Dispatch", "Energy", "Exchange", "Force", "Forces", "Front", "Globe", "Guard", "Herald", "High", "House", "Initiative", "Interior", "International", "Journal", "Jury", "League", "Lines", "Mail", "Media", "Mirror", "Mission", "Monitor", "Network", "Observer", "Office", "Opera", "Panel", "Post", "Power", "Presidency", "Press", "Products", "Prosecutor", "Register", "Research", "Reserve", "Resistance", "Resources", "Review", "Savings", "Service", "Services", "Star", "Steel", "Sun", "Symphony", "Systems", "Team", "Technology", "Television", "Times", "Transport", "Treasury", "Trust", "United", "Watch", "Wing", "Zoo"];

/// Legal forms, which end a company's name.
pub(super) const SUFFIXES: &[&str] = &["A.G.", "A.S.", "AB", "AG", "ASA", "B.V.", "BV", "Bhd", "Co", "Co.", "Company", "Corp", "Corp.", "Corporation", "Cos.", "GmbH", "Inc", "Inc.", "Incorporated", "KG", "KGaA", "L.P.", "LLC", "LLP", "LP", "Limited", "Ltd", "Ltd.", "N.V.", "NV", "Oy", "Oyj", "PLC", "Plc", "Pty", "Pvt", "S.A.", "S.p.A", "SA", "SE", "SpA", "plc"];

/// Last words of an agreement's name, or first before `of`, `for`, `on`, `between`.
pub(super) const AGREEMENTS: &[&str] = &["Accord", "Accords", "Agreement", "Agreements", "Charter", "Compact", "Convention", "Conventions", "Covenant", "Declaration", "Dialogue", "Framework", "Memorandum", "Pact", "Protocol", "Protocols", "Treaties", "Treaty"];

/// Last words of names of neither people nor organizations nor agreements: places, events, works,
/// laws, times, offices.
pub(super) const OTHER_HEADS: &[&str] = &["Act", "Airport", "Album", "Amendment", "Arena", "Avenue", "Award", "Awards", "Barrage", "Basin", "Bay", "Beach", "Bible", "Bill", "Blvd", "Bonds", "Borough", "Boulevard", "Bowl", "Bridge", "Building", "Campaign", "Canal", "Canyon", "Castle", "Cathedral", "Cemetery", "Championship", "Championships", "City", "Coast", "Code", "Conference", "Convoy", "Corridor", "County", "Creek", "Crisis", "Crossing", "Cup", "Dam", "Day", "Days", "Derby", "Desert", "Disease", "District", "Drive", "Edition", "Era", "Estate", "Falls", "Festival", "Fever", "Field", "Final", "Finals", "Flu", "Forest", "Games", "Garden", "Gardens", "Gate", "Gulf", "Harbor", "Harbour", "Heights", "Highway", "Hills", "Holiday", "Hotel", "Hurricane", "Index", "Island", "Islands", "Junction", "Lake", "Lane", "Mall", "Marathon", "March", "Medal", "Memorial", "Missile", "Monument", "Mosque", "Mountain", "Mountains", "Night", "Oblast", "Ocean", "Olympics", "Open", "Palace", "Parish", "Park", "Pass", "Peak", "Peninsula", "Pipeline", "Plan", "Plant", "Plateau", "Plaza", "Port", "Prison", "Prix", "Prize", "Program", "Programme", "Project", "Province", "Quarter", "Race", "Rebellion", "Reef", "Refinery", "Region", "Report", "Republic", "Reservoir", "Resolution", "Revolution", "Ridge", "River", "Road", "Rocket", "Room", "Rule", "Saga", "Satellite", "Scale", "Sea", "Season", "Series", "Shore", "Show", "Shrine", "Speedway", "Spring", "Springs", "Square", "Stadium", "State", "States", "Station", "Storm", "Story", "Strait", "Street", "Strip", "Summit", "Syndrome", "Telescope", "Temple", "Territories", "Territory", "Test", "Theory", "Tour", "Tower", "Towers", "Town", "Township", "Trilogy", "Tunnel", "Typhoon", "Uprising", "Valley", "Village", "Virus", "Volcano", "Wall", "War", "Ward", "Wars", "Waterfall", "Week", "Woods", "World", "Year", "Zone"];

/// Abbreviations in capitals that are no body.
pub(super) const NOT_BODIES: &[&str] = &["3D", "A.D.", "A.M.", "ABM", "AD", "ADHD", "AI", "AIDS", "AKA", "AM", "ASAP", "ATM", "B.C.", "B2B", "BBQ", "BC", "BMI", "BSE", "BST", "CCTV", "CD", "CDs", "CEO", "CEST", "CET", "CFO", "CGI", "CO2", "COO", "COVID", "COVID-19", "CPI", "CPU", "CT", "CV", "D.C.", "DIN", "DIY", "DJ", "DJs", "DNA", "DOA", "DVD", "E-Mail", "EDT", "EPS", "ER", "ERM", "EST", "ET", "ETF", "ETFs", "EUR", "EV", "EVP", "EVs", "FAQ", "FM", "FTSE", "FX", "FYI", "GB", "GBP", "GDP", "GM", "GMO", "GMOs", "GMT", "GNP", "GPS", "H1", "H2", "HD", "HIV", "HPV", "HQ", "HR", "HTML", "I", "ICBM", "ICU", "ID", "IED", "IEDs", "II", "III", "IMAX", "IP", "IPO", "IQ", "ISBN", "IT", "IV", "IVF", "IX", "JPEG", "L.A.", "LA", "LCD", "LED", "LGBT", "LGBTI", "LGBTQ", "LGBTQI", "LSD", "M&A", "M.D.", "MBA", "MC", "MD", "MDMA", "MMR", "MP", "MP3", "MPs", "MRI", "MRSA", "N.Y.", "NB", "NGO", "NGOs", "NOT", "NSFW", "NY", "NYC", "OK", "OLED", "OTC", "P.M.", "P2P", "PC", "PCs", "PDF", "PE", "PIN", "PM", "POW", "POWs", "PR", "PS", "PSA", "PST", "PTSD", "PVC", "Ph.D.", "PhD", "Q&A", "Q1", "Q2", "Q3", "Q4", "QC", "R&B", "R&D", "RAM", "REIT", "RIP", "RPG", "RSS", "SARS", "SIM", "SME", "SMEs", "SMS", "SOS", "SUV", "SUVs", "SVP", "TB", "TBA", "TBD", "TD", "TV", "TVs", "UFO", "URL", "US$", "USB", "USD", "UTC", "UV", "V", "VAT", "VCR", "VI", "VII", "VIII", "VIP", "VP", "VR", "WMD", "WW2", "WWI", "WWII", "X", "XI", "XII", "XML", "YTD"];

/// Capitalised words that are no part of a name though they often begin a sentence or line.
pub(super) const STARTERS: &[&str] = &["A", "About", "Above", "According", "Across", "After", "Afterwards", "Again", "Against", "Ago", "All", "Almost", "Along", "Already", "Also", "Although", "Among", "An", "And", "Another", "Any", "Anyone", "Anything", "Are", "Around", "As", "Asked", "At", "Back", "Because", "Before", "Behind", "Being", "Below", "Besides", "Between", "Beyond", "Both", "But", "By", "Can", "Could", "Despite", "Did", "Do", "Does", "Don't", "During", "Each", "Either", "Else", "Even", "Ever", "Every", "Everyone", "Everything", "Except", "Few", "Finally", "First", "Following", "For", "Former", "From", "Further", "Furthermore", "Given", "Had", "Has", "Have", "Having", "He", "He's", "Hello", "Her", "Here", "His", "How", "However", "I", "I'd", "I'll", "I'm", "I've", "If", "In", "Indeed", "Inside", "Instead", "Into", "Is", "It", "It's", "Its", "Just", "Last", "Late", "Later", "Least", "Less", "Like", "Many", "May", "Maybe", "Meanwhile", "Might", "More", "Moreover", "Most", "Much", "Must", "My", "Near", "Nearly", "Neither", "Never", "Nevertheless", "Next", "No", "Nobody", "None", "Nonetheless", "Nor", "Not", "Nothing", "Now", "Of", "Off", "Often", "On", "Once", "One", "Only", "Or", "Other", "Others", "Our", "Out", "Outside", "Over", "Overall", "Perhaps", "Please", "Rather", "Recently", "Regarding", "Several", "She", "Should", "Similarly", "Since", "So", "Some", "Someone", "Something", "Sometimes", "Soon", "Still", "Such", "Than", "That", "That's", "The", "Their", "Them", "Then", "There", "There's", "Therefore", "These", "They", "They're", "This", "Those", "Though", "Three", "Through", "Throughout", "Thus", "To", "Today", "Together", "Tomorrow", "Too", "Toward", "Towards", "Two", "Under", "Unless", "Unlike", "Until", "Up", "Upon", "Us", "Very", "Was", "We", "We're", "Well", "Were", "What", "What's", "Whatever", "When", "Whenever", "Where", "Whereas", "Whether", "Which", "While", "Who", "Whoever", "Whose", "Why", "Will", "With", "Within", "Without", "Would", "Yes", "Yesterday", "Yet", "You", "You're", "Your"];

/// Small words inside a person's name.
pub(super) const PARTICLES: &[&str] = &["af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu"];

/// What ends a person's name.
pub(super) const PERSON_SUFFIXES: &[&str] = &["II", "III", "IV", "Jr", "Jr.", "Sr", "Sr."];

/// Titles that any person may have, and nothing else.
pub(super) const HONORIFICS: &[&str] =
    &["dame", "dr", "fr", "herr", "lady", "lord", "madam", "messrs", "miss", "mme", "mr", "mrs", "ms", "prof", "professor", "sir"];

/// Verbs of what people say and do, and bodies too.
pub(super) const SAYING: &[&str] = &["acknowledged", "added", "adds", "admits", "admitted", "agreed", "agrees", "announced", "argued", "argues", "asked", "asks", "asserts", "believes", "called", "cautioned", "cautions", "claimed", "claims", "commented", "complained", "complains", "conceded", "concedes", "concluded", "concludes", "confirmed", "contends", "declared", "declined", "denied", "denies", "estimates", "explained", "explains", "expressed", "feels", "figures", "hopes", "insisted", "insists", "joked", "knows", "maintains", "noted", "notes", "pleaded", "pointed", "predicted", "predicts", "promised", "recalled", "recalls", "refused", "rejected", "remarked", "remembers", "replied", "reported", "responded", "said", "says", "sees", "stated", "stressed", "suggested", "suggests", "testified", "thinks", "thought", "told", "urged", "wants", "warned", "warns", "wonders", "wrote"];

/// Nouns right after an organization's name.
pub(super) const OF_BODIES: &[&str] = &["activists", "agency", "airline", "bank", "bid", "board", "boss", "bosses", "branch", "chain", "chairman", "chief", "club", "coalition", "company", "customers", "delegation", "employee", "employees", "executive", "executives", "faction", "fighters", "foundation", "group", "headquarters", "insurgents", "investors", "lawmakers", "leader", "leaders", "leadership", "magazine", "managers", "member", "members", "militants", "militia", "militiamen", "movement", "network", "newspaper", "office", "offices", "official", "officials", "party", "president", "rebels", "representative", "representatives", "researchers", "scandal", "sect", "shareholders", "shares", "spokesman", "spokesperson", "spokeswoman", "staff", "stake", "stock", "stockholders", "subsidiary", "supporters", "trademark", "union", "unit", "workers"];

/// Nouns right before an organization's name, or in the apposition after it.
pub(super) const BODIES: &[&str] = &["agency", "airline", "airlines", "association", "bank", "brand", "broadcaster", "brokerage", "builder", "carmaker", "carrier", "chain", "charity", "club", "coalition", "companies", "company", "concern", "conglomerate", "contractor", "daily", "developer", "distributor", "firm", "foundation", "giant", "group", "institute", "insurer", "lender", "magazine", "maker", "makers", "manufacturer", "movement", "network", "newspaper", "operator", "organisation", "organization", "outlet", "paper", "parent", "party", "producer", "provider", "publisher", "rebels", "retailer", "rival", "start-up", "startup", "station", "subsidiary", "supplier", "tabloid", "tank", "union", "unit", "university", "utility", "watchdog", "website", "weekly"];

/// Peoples, faiths, parties' people and other words with a capital that alone name nobody.
pub(super) const PEOPLES: &[&str] = &["Africa", "African", "Africans", "Alevi", "Alevis", "Allah", "America", "Anglican", "Antarctica", "Arab", "Arabic", "Arabs", "Arctic", "Asia", "Asian", "Asians", "Atlantic", "Balkan", "Baltic", "Baptist", "Basque", "Basques", "Bavarian", "Bavarians", "Bible", "Buddhism", "Buddhist", "Buddhists", "Caribbean", "Catalan", "Catalans", "Catholic", "Catholicism", "Catholics", "Caucasian", "Chechen", "Chechens", "Christian", "Christianity", "Christians", "Christmas", "Communism", "Communist", "Communists", "Conservative", "Conservatives", "Coptic", "Copts", "Creole", "Crimean", "Democrat", "Democratic", "Democrats", "Druze", "East", "Easter", "English", "Eurasia", "Eurasian", "Europe", "European", "Europeans", "Evangelical", "Flemish", "Gaelic", "God", "Hebrew", "Hindi", "Hindu", "Hindus", "Hispanic", "Hispanics", "Hutu", "Hutus", "Internet", "Islam", "Islamic", "Islamist", "Islamists", "Jew", "Jewish", "Jews", "Judaism", "Koran", "Kurd", "Kurdish", "Kurds", "Latin", "Latino", "Latinos", "Lutheran", "Maoist", "Maoists", "Maori", "Marxist", "Marxists", "Mediterranean", "Methodist", "Mormon", "Mormons", "Muslim", "Muslims", "Nazi", "Nazis", "Nordic", "North", "Oceania", "Orthodox", "Ottoman", "Pacific", "Palestinian", "Palestinians", "Pashtun", "Pashtuns", "Persian", "Presbyterian", "Protestant", "Protestants", "Qur'an", "Quran", "Ramadan", "Republican", "Republicans", "Roma", "Roman", "Romans", "Sanskrit", "Scandinavian", "Semitic", "Serb", "Shi'ite", "Shi'ites", "Shia", "Shias", "Shiite", "Shiites", "Siberian", "Sikh", "Sikhs", "Slavic", "Socialist", "Socialists", "South", "Soviet", "Soviets", "Stalinist", "Sunni", "Sunnis", "Tamil", "Tamils", "Texan", "Thanksgiving", "Tibetan", "Tibetans", "Torah", "Trotskyist", "Tutsi", "Tutsis", "Uighur", "Uighurs", "Unionist", "Uyghur", "Uyghurs", "Victorian", "Wahhabi", "West", "Western", "Westerners", "Yazidi", "Yazidis", "Zionist", "Zionists", "Zulu"];

/// First words of names of neither people nor organizations nor agreements.
pub(super) const OTHER_FIRST: &[&str] = &["Act", "Airbus", "Apollo", "Article", "Avenue", "Bay", "Boeing", "Boulevard", "Camp", "Cape", "Chapter", "Chateau", "Château", "Comet", "Cyclone", "Episode", "Figure", "Flight", "Formula", "Fort", "Ft.", "Galaxy", "Gare", "Group", "Gulf", "Highway", "Hurricane", "Interstate", "Island", "Isle", "Lake", "Lakes", "Level", "Mont", "Mount", "Mountains", "Mt.", "Nobel", "Operation", "Phase", "Piazza", "Planet", "PlayStation", "Playstation", "Plaza", "Port", "River", "Route", "Rue", "Schloss", "Season", "Section", "Storm", "Strait", "Straits", "Super", "Tropical", "Type", "Typhoon", "Via", "Villa", "Vitamin", "Volume", "Windows", "World", "Xbox"];

/// Words before `Agreement` in contracts of companies, and before `Convention` in meetings.
pub(super) const CONTRACTS: &[&str] = &["Annual", "Association", "Bank", "Bargaining", "Branch", "Center", "Comic", "Communications", "Confidentiality", "Consent", "Constitutional", "Credit", "Customer", "Democratic", "Employment", "Family", "Formation", "Franchise", "Games", "Independence", "Integrity", "Internet", "Labor", "Labour", "Lease", "Letter", "License", "Licensing", "Loan", "Management", "Marketing", "Master", "Merger", "National", "Non-Disclosure", "Nondisclosure", "Operating", "Partnership", "Party", "Plan", "Plea", "Purchase", "Recruiting", "Republican", "Repurchase", "Resale", "Restated", "Sale", "Sales", "Security", "Separation", "Service", "Services", "Settlement", "Shareholder", "Shareholders", "Stock", "Stockholder", "Stockholders", "Subscription", "Supply", "Support", "Swap", "Tax Sharing", "Trade Show", "Transfer", "Understanding", "Underwriting", "User", "Venture", "Voice", "Voting"];

/// Nouns before `of X`, `in X`, `for X`, `with X` where X is an organization.
pub(super) const STAKES: &[&str] = &["acquire", "acquisition", "acquisitions", "bid", "buyer", "competitor", "division", "employees", "founder", "holding", "merger", "owner", "ownership", "parent", "shareholders", "shares", "spinoff", "stake", "stock", "stockholders", "subsidiary", "takeover", "unit", "units"];

/// Verbs after a person's name in running text.
pub(super) const ACTING: &[&str] = &["also", "and", "are", "argues", "became", "began", "came", "can", "could", "did", "died", "does", "gave", "goes", "got", "had", "has", "is", "joined", "made", "may", "might", "must", "never", "now", "said", "says", "should", "took", "used", "was", "went", "will", "won", "would"];

/// Roles that one has of an organization.
pub(super) const ROLES_OF: &[&str] = &["boss", "ceo", "chair", "chairman", "chairwoman", "chief", "co-director", "co-founder", "cofounder", "director", "executive", "founder", "leader", "manager", "member", "officer", "owner", "president", "secretary-general", "spokesman", "spokesperson", "spokeswoman", "treasurer"];

/// First words of many places.
pub(super) const PLACE_FIRST: &[&str] = &["Bad", "Big", "Boca", "Central", "Downtown", "East", "Eastern", "El", "Great", "Greater", "Inner", "Las", "Little", "Los", "Lower", "Mid", "Monte", "New", "North", "Northeast", "Northern", "Northwest", "Old", "Outer", "Puerto", "Rio", "Saint", "San", "Sankt", "Santa", "South", "Southeast", "Southern", "Southwest", "St", "St.", "Upper", "West", "Western"];

/// Words that go on after a name and belong to no name.
pub(super) const SMALL: &[&str] = &["after", "against", "also", "an", "and", "are", "as", "at", "be", "because", "but", "by", "can", "could", "did", "does", "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "may", "might", "must", "of", "on", "or", "over", "said", "says", "should", "since", "that", "the", "to", "under", "was", "were", "when", "where", "which", "while", "who", "will", "with", "would"];

/// A table, as [`Lists`] knows it.
#[derive(Clone, Copy, Debug)]
pub(super) enum In {
    Heads,
    WeakHeads,
    Suffixes,
    Agreements,
    OtherHeads,
    NotBodies,
    Starters,
    Particles,
    PersonSuffixes,
    Honorifics,
    Saying,
    OfBodies,
    Bodies,
    Peoples,
    OtherFirst,
    Contracts,
    Stakes,
    Acting,
    RolesOf,
    PlaceFirst,
    Small,
}

/// Every table in the order of [`In`], so that a word is looked up once for all of them.
const ALL: [&[&str]; 21] = [HEADS, WEAK_HEADS, SUFFIXES, AGREEMENTS, OTHER_HEADS, NOT_BODIES, STARTERS, PARTICLES, PERSON_SUFFIXES, HONORIFICS, SAYING, OF_BODIES, BODIES, PEOPLES, OTHER_FIRST, CONTRACTS, STAKES, ACTING, ROLES_OF, PLACE_FIRST, SMALL];

/// Which tables a word is in: bit n for the table n of [`ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u32);

impl Lists {
    /// Those that have the word.
    pub(super) fn of(word: &str) -> Self {
        static BY_WORD: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
            let mut lists = HashMap::new();
            for (n, table) in ALL.iter().enumerate() {
                table.iter().for_each(|word| *lists.entry(*word).or_default() |= 1 << n);
            }
            lists
        });
        Self(BY_WORD.get(word).copied().unwrap_or_default())
    }

    /// Whether it is in that table.
    pub(super) fn has(self, table: In) -> bool {
        self.0 >> table as u32 & 1 == 1
    }
}

/// Whether a word is in a sorted table; for words of the text, [`Lists`] is faster.
pub(super) fn has(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(ALL.iter().all(|table| table.is_sorted()));
    }
}
