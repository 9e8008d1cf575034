//! What classes of Wikidata (the values of `instance of`) are, as far as a gazetteer knows them.

use super::RowType;
use crate::gazetteer::Kind;

/// A class: its number, what it is, its kind. Sorted by number.
#[rustfmt::skip]
const CLASSES: &[(u32, Kind, &str)] = &[
    (5, Kind::Person, ""),                          // human
    (165, Kind::Place, "region"),                   // sea
    (515, Kind::Place, "city"),                     // city
    (532, Kind::Place, "city"),                     // village
    (3918, Kind::Organization, "university"),       // university
    (3957, Kind::Place, "city"),                    // town
    (5107, Kind::Place, "region"),                  // continent
    (5119, Kind::Place, "capital"),                 // capital city
    (6256, Kind::Country, ""),                      // country
    (7278, Kind::Organization, "party"),            // political party
    (11032, Kind::Organization, "media"),           // newspaper
    (23442, Kind::Place, "region"),                 // island
    (34876, Kind::Place, "region"),                 // province
    (35657, Kind::Place, "region"),                 // U.S. state
    (41487, Kind::Organization, "court"),           // court
    (43229, Kind::Organization, ""),                // organization
    (66344, Kind::Organization, "central bank"),    // central bank
    (79913, Kind::Organization, "ngo"),             // non-governmental organization
    (82794, Kind::Place, "region"),                 // region
    (131569, Kind::Agreement, ""),                  // treaty
    (163740, Kind::Organization, ""),               // nonprofit organization
    (192283, Kind::Organization, "media"),          // news agency
    (192350, Kind::Organization, "government"),     // ministry
    (245065, Kind::Organization, "international"),  // intergovernmental organization
    (327333, Kind::Organization, "government"),     // government agency
    (476028, Kind::Organization, "sports"),         // association football club
    (484652, Kind::Organization, "international"),  // international organization
    (486972, Kind::Place, "city"),                  // human settlement
    (625298, Kind::Agreement, "peace"),             // peace treaty
    (783794, Kind::Organization, "company"),        // company
    (891723, Kind::Organization, "company"),        // public company
    (1093829, Kind::Place, "city"),                 // city in the United States
    (1549591, Kind::Place, "city"),                 // big city
    (3624078, Kind::Country, ""),                   // sovereign state
    (4830453, Kind::Organization, "company"),       // business
    (6881511, Kind::Organization, "company"),       // enterprise
    (10864048, Kind::Place, "region"),              // first-level administrative division
];

/// What an entity with these classes is, and its kind: the narrowest that is known.
pub(super) fn meaning(classes: &[String]) -> Option<(RowType, &'static str)> {
    let numbers =
        || classes.iter().filter_map(|class| class.strip_prefix('Q')?.parse::<u32>().ok());
    let known = || numbers().filter_map(|n| CLASSES.iter().find(|(of, ..)| *of == n));
    // a country is also a state, an organization may also be a company
    let country = known().find(|(_, kind, _)| *kind == Kind::Country);
    let telling = known()
        .find(|(.., kind)| *kind == "capital")
        .or_else(|| known().find(|(.., k)| !k.is_empty()));
    let found = country.or(telling).or_else(|| known().next());
    found.map(|(_, kind, of)| (RowType::Entity(*kind), *of))
}
