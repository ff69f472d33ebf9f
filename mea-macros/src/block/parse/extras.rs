//! What may stand between the future and the arrow.

use syn::{Error, Expr, Result, Token, parse::ParseStream};

use super::{arrow::keyword, binding::binding};
use crate::{block::model::With, errors::Errors};

/// `, with pattern = future` and `, if condition`.
#[derive(Default)]
pub(crate) struct Extras {
    pub(crate) with: Option<With>,
    pub(crate) condition: Option<Expr>,
}

const CONDITION: &str = "`pattern = future, if condition => handler`";
const WITH: &str = "`pattern = future, with pattern = future => handler`";

/// For an arm that waits for a third thing, in either spelling.
pub(super) const ONE_WITH: &str =
    "an arm waits for one thing `with` its future: make one future of both, as `join!` does";

/// Reads both, in any order.
pub(crate) fn extras(input: ParseStream<'_>, errors: &mut Errors) -> Result<Extras> {
    let mut extras = Extras::default();
    loop {
        let is_extra = input.peek2(Token![if]) || input.peek2(keyword::with);
        if input.peek(Token![,]) && is_extra {
            input.parse::<Token![,]>()?;
        } else if input.peek(Token![if]) {
            errors.add(input.error(format!("a precondition stands behind a comma: {CONDITION}")));
        } else if input.peek(keyword::with) {
            errors.add(input.error(format!("`with` stands behind a comma: {WITH}")));
        } else {
            return Ok(extras);
        }
        if input.peek(Token![if]) {
            let keyword: Token![if] = input.parse()?;
            if input.peek(Token![let]) {
                return Err(input.error(
                    "a precondition is a `bool`, which is looked at before the future is polled: \
                     write the pattern before the `=` of the arm",
                ));
            }
            let condition = input.parse()?;
            if extras.condition.replace(condition).is_some() {
                let message = "an arm has one precondition: join the two with `&&`";
                errors.on(keyword, message);
            }
        } else {
            let keyword: keyword::with = input.parse()?;
            let (pat, future) = binding(input, "with ", WITH, errors)?;
            if extras.with.replace(With { pat, future }).is_some() {
                return Err(Error::new_spanned(keyword, ONE_WITH));
            }
        }
    }
}
