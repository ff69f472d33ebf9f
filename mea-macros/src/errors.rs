//! What all macros share about mistakes in their input: a collector that reports every one of them
//! in one run, and guesses at misspelt names.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
///
/// It must be asked for its report: a collector that is dropped unread would turn wrong input into
/// wrong code, so in debug builds it panics.
pub(crate) struct Errors {
    found: Option<syn::Error>,
    count: usize,
    reported: bool,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self {
            found: None,
            count: 0,
            reported: false,
        }
    }

    /// Adds a mistake that was made in `tokens`; in the attribute as a whole if there are none.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl Into<String>) {
        self.add(syn::Error::new_spanned(tokens, message.into()));
    }

    /// Adds a mistake that the parser found.
    pub(crate) fn add(&mut self, error: syn::Error) {
        self.count += 1;
        match &mut self.found {
            Some(found) => found.combine(error),
            None => self.found = Some(error),
        }
    }

    /// The value of `result`; its error is added.
    pub(crate) fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// How many mistakes were added.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The mistakes themselves, for another collector.
    pub(crate) fn into_list(mut self) -> Vec<syn::Error> {
        self.reported = true;
        self.found.take().into_iter().flatten().collect()
    }

    /// One `compile_error!` for each mistake; empty if there is none.
    pub(crate) fn report(mut self) -> TokenStream {
        self.reported = true;
        self.found
            .take()
            .map_or_else(TokenStream::new, |found| found.to_compile_error())
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let unread = !self.reported && !std::thread::panicking();
        debug_assert!(!unread, "the errors of a macro were not reported");
    }
}

/// The words that offer a [`guess`], to stand right after the wrong name; empty without one.
pub(crate) fn did_you_mean(guess: Option<&str>) -> String {
    guess.map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

/// The name that `wrong` most likely stands for: with at most a third of its letters misspelt.
pub(crate) fn guess<'n>(wrong: &str, valid: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    valid
        .into_iter()
        .map(|name| (distance(&wrong.to_lowercase(), &name.to_lowercase()), name))
        .filter(|&(distance, name)| distance * 3 <= name.len().max(3))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// How many letters to insert, remove or replace to get from `a` to `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    // `row[j]` is the distance from the letters of `a` read so far to the first `j` of `b`.
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[row.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_reported() {
        let mut errors = Errors::new();
        errors.on(TokenStream::new(), "one");
        errors.on(quote::quote!(x), "two");
        assert_eq!(errors.ok(syn::parse_str::<syn::Ident>("1")), None);
        let report = errors.report().to_string();
        assert_eq!(report.matches("compile_error").count(), 3, "{report}");
    }

    #[test]
    fn without_errors_the_report_is_empty() {
        assert!(Errors::new().report().is_empty());
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "not reported")]
    fn an_unread_collector_panics() {
        drop(Errors::new());
    }

    #[test]
    fn guesses() {
        let valid = ["borrowed", "owned", "mapped", "owned_mapped"];
        assert_eq!(guess("mappd", valid), Some("mapped"));
        assert_eq!(guess("Borowed", valid), Some("borrowed"));
        assert_eq!(guess("ownedmapped", valid), Some("owned_mapped"));
        assert_eq!(guess("source", valid), None);
        assert_eq!(guess("", valid), None);
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a:?} to {b:?}");
        }
    }
}
