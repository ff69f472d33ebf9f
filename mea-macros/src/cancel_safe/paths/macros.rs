//! Macros: those of the standard library, and some that everybody knows, are looked into. Any other
//! may expand to an await.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Expr, Macro, Result, Token,
    parse::{ParseStream, Parser},
};

/// Their arguments are expressions.
const KNOWN: &[&str] = &[
    "addr_of",
    "addr_of_mut",
    "anyhow",
    "assert",
    "assert_eq",
    "assert_ne",
    "dbg",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "ensure",
    "eprint",
    "eprintln",
    "error",
    "format",
    "format_args",
    "info",
    "log",
    "matches",
    "pin",
    "print",
    "println",
    "trace",
    "vec",
    "warn",
    "write",
    "writeln",
];
/// Likewise, and they do not return.
const DIVERGING: &[&str] = &["bail", "panic", "todo", "unimplemented", "unreachable"];
/// Their arguments are not evaluated.
const INERT: &[&str] = &[
    "cfg",
    "column",
    "compile_error",
    "concat",
    "env",
    "file",
    "include_bytes",
    "include_str",
    "line",
    "module_path",
    "offset_of",
    "option_env",
    "stringify",
];
/// They are there to await something.
const AWAITING: &[&str] = &[
    "join",
    "join_biased",
    "pending",
    "poll",
    "race",
    "select",
    "select_biased",
    "select_loop",
    "try_join",
    "try_join_biased",
];

/// What a macro evaluates.
pub(in crate::cancel_safe) struct Inside {
    pub(in crate::cancel_safe) exprs: Vec<Expr>,
    /// Whether it comes back.
    pub(in crate::cancel_safe) returns: bool,
}

/// What `mac` evaluates, as far as there are awaits in it, or why that cannot be said.
pub(in crate::cancel_safe) fn look_into(mac: &Macro) -> core::result::Result<Inside, String> {
    let name = mac.path.segments.last().map(|last| last.ident.to_string());
    let name = name.unwrap_or_default();
    let is_one_of = |names: &[&str]| names.contains(&name.as_str());
    let inside = |exprs| Inside {
        exprs,
        returns: !is_one_of(DIVERGING),
    };
    if is_one_of(INERT) {
        return Ok(inside(Vec::new()));
    }
    if is_one_of(KNOWN) || is_one_of(DIVERGING) {
        if !mentions_await(mac.tokens.clone()) {
            return Ok(inside(Vec::new()));
        }
        let parsed = arguments.parse2(mac.tokens.clone());
        return parsed
            .map(|found| inside(found.exprs))
            .map_err(|_| format!("the await in this `{name}!` cannot be found: await before it"));
    }
    let awaits = if is_one_of(AWAITING) {
        "awaits"
    } else {
        "may await"
    };
    Err(format!(
        "`{name}!` {awaits}, and what is lost there cannot be seen: use it in a function of its own, \
         or vouch for this one with `#[cancel_safe(trust)]`",
    ))
}

/// Applies `change` to the expressions in which there are awaits.
pub(in crate::cancel_safe) fn rewrite(mac: &mut Macro, change: impl FnMut(&mut Expr)) {
    if !look_into(mac).is_ok_and(|inside| !inside.exprs.is_empty()) {
        return;
    }
    if let Ok(mut found) = arguments.parse2(mac.tokens.clone()) {
        found.exprs.iter_mut().for_each(change);
        let Arguments {
            exprs,
            separators,
            rest,
        } = found;
        let mut separators = separators.into_iter();
        mac.tokens = TokenStream::new();
        for expr in exprs {
            expr.to_tokens(&mut mac.tokens);
            mac.tokens.extend(separators.next());
        }
        mac.tokens.extend(rest);
    }
}

struct Arguments {
    exprs: Vec<Expr>,
    separators: Vec<TokenStream>,
    /// What is no expression: the pattern of `matches!`.
    rest: TokenStream,
}

/// Expressions with commas or semicolons between them, up to something else without an await.
fn arguments(input: ParseStream<'_>) -> Result<Arguments> {
    let mut found = Arguments {
        exprs: Vec::new(),
        separators: Vec::new(),
        rest: TokenStream::new(),
    };
    while !input.is_empty() {
        let ahead = input.fork();
        let is_expr = ahead.parse::<Expr>().is_ok()
            && (ahead.is_empty() || ahead.peek(Token![,]) || ahead.peek(Token![;]));
        if !is_expr {
            found.rest = input.parse()?;
            break;
        }
        found.exprs.push(input.parse()?);
        if input.peek(Token![;]) {
            let separator: Token![;] = input.parse()?;
            found.separators.push(quote!(#separator));
        } else if let Some(separator) = input.parse::<Option<Token![,]>>()? {
            found.separators.push(quote!(#separator));
        }
    }
    if mentions_await(found.rest.clone()) {
        return Err(syn::Error::new_spanned(&found.rest, "not an expression"));
    }
    Ok(found)
}

fn mentions_await(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "await",
        TokenTree::Group(group) => mentions_await(group.stream()),
        _ => false,
    })
}
