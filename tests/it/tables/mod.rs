//! Tables of what holds for each public type: auto traits, `Debug` and its like, the two markers of
//! each future, sizes.
//! And that nothing is missing from them, nor from the matrix.

mod auto_traits;
mod foreign;
mod futures;
mod probe;
mod shown;
mod sizes;
mod sources;
mod traits;
mod work;

pub(crate) use self::futures::FUTURES;
use crate::matrix;

/// Modules whose types and futures are not in these tables, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "blocking",
        "no future of its own, and one error without parts",
    ),
    (
        "order",
        "tokens without parts, and wrappers that wait for nothing themselves",
    ),
    (
        "shared",
        "wrappers around the futures and guards of the locks: rows for those that wait, and \
         `tests/it/shared`",
    ),
    ("marker", "two wrappers that wait for nothing themselves"),
];

fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE
        .iter()
        .any(|(module, _)| name.starts_with(&format!("{module}::")))
}

#[test]
fn every_public_future_is_in_the_table_and_in_the_matrix() {
    let futures = sources::public_futures();
    assert!(futures.contains(&"mutex::Lock".to_owned()), "{futures:?}");
    let mut missing = Vec::new();
    for future in futures.iter().filter(|name| !is_elsewhere(name)) {
        if FUTURES.iter().all(|row| row.name != future) {
            missing.push(format!("`{future}` is not in `tables::FUTURES`"));
        }
        if matrix::ENTRIES.iter().all(|entry| entry.future != future) {
            missing.push(format!("`{future}` is not in the matrix"));
        }
    }
    let entries = matrix::ENTRIES.iter();
    for entry in entries.filter(|entry| !is_elsewhere(entry.future)) {
        if !futures.iter().any(|name| name == entry.future) {
            missing.push(format!("`{}` is no public future", entry.future));
        }
    }
    assert!(
        missing.is_empty(),
        "{missing:#?}\n(a module that is tested otherwise goes into `tables::ELSEWHERE`)",
    );
}

#[test]
fn every_public_type_is_in_the_table_of_auto_traits() {
    let types = sources::public_types();
    assert!(types.contains(&"mutex::Mutex".to_owned()), "{types:?}");
    let missing: Vec<_> = types
        .iter()
        .filter(|name| !is_elsewhere(name))
        .filter(|name| auto_traits::rows().iter().all(|row| row.name() != **name))
        .collect();
    assert!(missing.is_empty(), "not in the table: {missing:#?}");
}
