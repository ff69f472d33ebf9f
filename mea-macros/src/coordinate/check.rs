//! Meaning: from an [`Actor`] to the block that is its loop.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, FnArg, Pat, Receiver, ReturnType, Signature, parse_quote, spanned::Spanned};

use super::{
    bindings::bindings,
    model::{Actor, Event, EventLoop, Handler, On},
};
use crate::{
    block::{
        check,
        model::{Arm, Block, Fallback, Kind},
        parse,
    },
    errors::Errors,
    generate::generate,
    words,
};

/// The loop of the actor, as far as it can be made.
pub(super) fn block(actor: &Actor, krate: TokenStream, errors: &mut Errors) -> Block {
    let mut block = Block::new(krate, Kind::EventLoop);
    if let Some((path, _)) = &actor.item.trait_ {
        errors.on(
            path,
            "`#[coordinate]` goes on an `impl` of the type itself: its handlers are methods of \
             their own",
        );
        return block;
    }
    let Some((_, event_loop)) = &actor.event_loop else {
        if !actor.misplaced {
            errors.on(
                &actor.item.self_ty,
                "`#[coordinate]` needs an event loop: \
                 `#[event_loop] async fn run(&mut self) -> Output;`",
            );
        }
        return block;
    };
    signature(event_loop, errors);
    for option in &event_loop.options {
        parse::option(option, &mut block, errors);
    }
    for handler in &actor.handlers {
        arm(handler, event_loop, &mut block, errors);
    }
    let has_handlers = !actor.handlers.is_empty();
    if block.arms.is_empty() && !has_handlers && errors.count() == 0 {
        errors.on(
            &event_loop.sig.ident,
            "this event loop has no handlers: write `#[on(pattern = future)]` on a method",
        );
    }
    check::block(&mut block, errors);
    block
}

fn signature(event_loop: &EventLoop, errors: &mut Errors) {
    let sig = &event_loop.sig;
    if sig.asyncness.is_none() {
        errors.on(sig.fn_token, "an event loop waits: make it an `async fn`");
    }
    if receiver(sig).is_none() {
        errors.on(
            &sig.ident,
            "an event loop calls the handlers of an actor: make its first parameter `&mut self`",
        );
    }
}

fn receiver(sig: &Signature) -> Option<&Receiver> {
    match sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) => Some(receiver),
        _ => None,
    }
}

/// Adds the arm of one handler.
fn arm(handler: &Handler, event_loop: &EventLoop, block: &mut Block, errors: &mut Errors) {
    let sig = &handler.sig;
    if receiver(sig).is_none() {
        errors.on(
            &sig.ident,
            "a handler is a method of the actor: make its first parameter `&mut self` (or `&self`)",
        );
        return;
    }
    let event = match &handler.on {
        On::Else(keyword) => {
            if sig.inputs.len() > 1 {
                errors.on(
                    &sig.inputs[1],
                    "there is no event in `else`: take no parameter",
                );
            } else if block.otherwise.is_some() {
                errors.on(keyword, "a second `#[on(else)]`: keep one");
            } else {
                block.otherwise = Some(Fallback {
                    keyword: keyword.clone(),
                    handler: call(sig, event_loop, &[], &block.krate),
                });
            }
            return;
        }
        On::Event(event) => event,
    };
    if let Some(mark) = &event.marks.lives {
        if let Some(this) = words::find(event.future.to_token_stream(), "self") {
            let message = format!(
                "a future with `{mark}` lives while handlers run, which take `&mut self`, so it \
                 cannot have `self`: give what it needs to the event loop as a parameter",
            );
            errors.add(syn::Error::new(this, message));
            return;
        }
    }
    let Some((pat, arguments)) = parameters(event, sig, errors) else {
        return;
    };
    block.arms.push(Arm {
        control: event.marks.control.is_some(),
        mode: event.marks.clone().mode(),
        pat,
        future: event.future.clone(),
        with: event.with.clone(),
        condition: event.condition.clone(),
        handler: call(sig, event_loop, &arguments, &block.krate),
    });
}

/// The pattern of the arm, and what of it goes to the parameters of the handler.
///
/// A parameter is given the binding of its name. Without a pattern there is one parameter for the
/// event itself, whatever its name.
fn parameters(event: &Event, sig: &Signature, errors: &mut Errors) -> Option<(Pat, Vec<Expr>)> {
    let with = event.with.as_ref().map(|with| &with.pat);
    let bound = bindings(event.pat.iter().chain(with));
    let whole = Ident::new("event", Span::mixed_site());
    let (mut is_used, mut arguments, before) = (false, Vec::new(), errors.count());
    for parameter in sig.inputs.iter().skip(1) {
        let FnArg::Typed(parameter) = parameter else {
            continue;
        };
        let name = match &*parameter.pat {
            Pat::Ident(name) => Some(&name.ident),
            _ => None,
        };
        if let Some(name) = name.filter(|name| bound.contains(name)) {
            arguments.push(parse_quote!(#name));
        } else if event.pat.is_none() && !is_used {
            is_used = true;
            arguments.push(parse_quote!(#whole));
        } else if event.pat.is_none() {
            errors.on(
                &parameter.pat,
                "the event is one value: take it apart by a pattern, `#[on((a, b) = ..)]`",
            );
        } else {
            let names = bound
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>();
            let names = match &*names {
                [] => "no names".to_owned(),
                names => names.join(", "),
            };
            let message = format!(
                "a parameter has the name of what the pattern of `#[on(..)]` binds, and that \
                 binds {names}",
            );
            errors.on(&parameter.pat, message);
        }
    }
    let pat = match &event.pat {
        Some(pat) => pat.clone(),
        None if is_used => parse_quote!(#whole),
        None => parse_quote!(_),
    };
    (errors.count() == before).then_some((pat, arguments))
}

/// The call of a handler, and what its output means for the loop.
fn call(sig: &Signature, event_loop: &EventLoop, arguments: &[Expr], krate: &TokenStream) -> Expr {
    let name = &sig.ident;
    // The `self` of the loop, at the name of the handler: there the compiler says that the actor is
    // borrowed, if what is given to the handler borrows it as well.
    let this = receiver(&event_loop.sig).map_or(name.span(), |receiver| {
        receiver.self_token.span.located_at(name.span())
    });
    let this = Ident::new("self", this);
    let call = quote_spanned!(name.span()=> #this.#name(#(#arguments),*));
    let wait = sig.asyncness.map(|_| generate!(.await));
    // All of what asks for the right type has the span of the type that was written.
    let span = match &sig.output {
        ReturnType::Type(_, output) => output.span(),
        ReturnType::Default => name.span(),
    };
    let output = Ident::new("__mea_output", span);
    let of_loop = match &event_loop.sig.output {
        ReturnType::Default => generate!(()),
        ReturnType::Type(_, output) if words::find(output.to_token_stream(), "impl").is_some() => {
            generate!(_)
        }
        ReturnType::Type(_, output) => output.to_token_stream(),
    };
    let into_flow = quote_spanned!(span=> __MeaHandlerOutput::<#of_loop>::into_flow(#output));
    parse_quote!({
        use #krate::rt::HandlerOutput as __MeaHandlerOutput;
        let #output = #call #wait;
        match #into_flow {
            #krate::rt::ControlFlow::Continue(()) => {}
            #krate::rt::ControlFlow::Break(output) => break output,
        }
    })
}
