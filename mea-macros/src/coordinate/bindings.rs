//! Which names a pattern binds.

use syn::{
    Ident, Pat, PatIdent,
    visit::{self, Visit},
};

/// The names, in order.
pub(super) fn bindings<'a>(patterns: impl IntoIterator<Item = &'a Pat>) -> Vec<Ident> {
    let mut names = Names(Vec::new());
    patterns.into_iter().for_each(|pat| names.visit_pat(pat));
    names.0
}

struct Names(Vec<Ident>);

impl<'a> Visit<'a> for Names {
    fn visit_pat_ident(&mut self, binding: &'a PatIdent) {
        let is_new = !self.0.contains(&binding.ident);
        if is_new {
            self.0.push(binding.ident.clone());
        }
        visit::visit_pat_ident(self, binding);
    }
}
