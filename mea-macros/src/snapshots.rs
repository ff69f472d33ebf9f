//! Expansions as snapshots: files beside the macro, formatted, to be read in the review.

use std::{env, fs, path::Path};

use proc_macro2::TokenStream;

/// Compares items with the file `path`, from `src` and without `.rs`; or writes that, if
/// `UPDATE_SNAPSHOTS` is set.
pub(crate) fn assert(path: &str, expansion: TokenStream) {
    let expansion: syn::File = syn::parse2(expansion).expect("items");
    let header = "//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.\n\n";
    let expansion = header.to_owned() + &prettyplease::unparse(&expansion);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(path)
        .with_extension("rs");
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, expansion).unwrap();
        return;
    }
    let snapshot = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        snapshot == expansion,
        "the expansion differs from {}; if it should, set `UPDATE_SNAPSHOTS=1`:\n\n{expansion}",
        path.display(),
    );
}
