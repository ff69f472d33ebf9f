//! Meaning: what is wrong with a function, as far as tokens show it.

use syn::{Safety, Type, spanned::Spanned};

use super::{held, parse::Function, paths};
use crate::errors::Errors;

/// Whether the function can be rewritten at all.
pub(super) fn signature(function: &Function, errors: &mut Errors) -> bool {
    let before = errors.count();
    let sig = &function.sig;
    if sig.asyncness.is_none() {
        let message = "`#[cancel_safe]` goes on an `async fn`: \
                       what it checks are the awaits in the body";
        let returns_future = "`#[cancel_safe]` goes on an `async fn`: for a function that returns \
                              a future, promise it in the type, `impl Future<Output = ..> + CancelSafe`";
        match &sig.output {
            syn::ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_)) => {
                errors.on(sig.fn_token, returns_future);
            }
            _ => errors.on(sig.fn_token, message),
        }
    }
    if let Some(token) = &sig.constness {
        errors.on(token, "a `const fn` cannot be `async`: remove `const`");
    }
    if let Safety::Unsafe(token) = &sig.safety {
        let message = "`#[cancel_safe]` makes a promise to every caller, which an `unsafe fn` \
                       does not: remove `unsafe`, or let a safe function call this one";
        errors.on(token, message);
    }
    if let Some(abi) = &sig.abi {
        let message = "a function with a foreign ABI returns no future: remove `extern`";
        errors.on(abi, message);
    }
    if let syn::ReturnType::Type(_, ty) = &sig.output {
        if let Type::Never(_) = **ty {
            let message = "stable Rust has no `impl Future<Output = !>`: \
                           return `core::convert::Infallible`";
            errors.on(ty, message);
        }
    }
    errors.count() == before
}

/// Whether something is lost at an await.
pub(super) fn body(function: &Function, errors: &mut Errors) {
    let Some(body) = &function.body else { return };
    let found = paths::awaits(&body.block);
    for (mac, problem) in &found.opaque {
        errors.add(syn::Error::new(mac.span(), problem));
    }
    for span in &found.in_loops {
        let message = "not cancel-safe: this await is in a loop; cancelled in a later turn, what \
                       the earlier ones have produced is lost: await once a call, and let the caller loop";
        errors.add(syn::Error::new(*span, message));
    }
    if let [first, later @ ..] = &found.longest[..] {
        for span in later {
            let message = "not cancel-safe: cancelled at this await, what the earlier await has \
                           produced is lost";
            errors.add(syn::Error::new(*span, message));
        }
        if !later.is_empty() {
            let message = "the earlier await: keep what it produces where it survives, such as a \
                           field of `self`, and await the rest in another call; if nothing can be \
                           lost, `#[cancel_safe(trust)]` takes your word for it";
            errors.add(syn::Error::new(*first, message));
        }
    }
    for (taken, call) in held::over_awaits(&body.block) {
        let message = format!(
            "not cancel-safe: what `{call}` takes out here is held over an await, and lost if that \
             is cancelled: take it out after the await",
        );
        errors.add(syn::Error::new(taken, message));
    }
}
