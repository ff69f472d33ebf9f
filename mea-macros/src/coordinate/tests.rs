//! The words of every error of `#[coordinate]`, an expansion as a snapshot, and that whatever is wrong the
//! `impl` stays.

use proc_macro2::TokenStream;
use syn::Item;

use crate::snapshots;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn expand(args: &str, item: &str) -> syn::File {
    syn::parse2(super::expand(tokens(args), tokens(item))).unwrap()
}

/// The messages of all errors.
fn errors(args: &str, item: &str) -> Vec<String> {
    let message = |item: Item| match item {
        Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            Some(item.mac.parse_body::<syn::LitStr>().ok()?.value())
        }
        _ => None,
    };
    let items = expand(args, item).items.into_iter();
    items.filter_map(message).collect()
}

/// The one error of an actor with these methods, which is left out by the expansion of nothing else.
#[track_caller]
fn error(methods: &str) -> String {
    let item = format!("impl A {{ {methods} }}");
    let mut errors = errors("", &item);
    assert_eq!(errors.len(), 1, "{item}: {errors:?}");
    errors.remove(0)
}

const LOOP: &str = "#[event_loop] async fn run(&mut self, mut rx: Rx) -> u8;";

#[track_caller]
fn with_loop(methods: &str) -> String {
    error(&format!("{LOOP} {methods}"))
}

#[test]
fn an_actor_with_everything() {
    let expansion = super::expand(
        tokens("crate = other::mea"),
        tokens(
            "impl<T: Send> A<T> {
                /// The loop.
                #[event_loop(biased, lossy)]
                pub async fn run(&mut self, mut frames: Frames) -> Result<u32, Error>;

                #[on(Some(job) = self.jobs.recv(), if self.is_open)]
                async fn job(&mut self, job: Job) -> Result<(), Error> {}

                #[on(control self.shutdown.is_shutdown())]
                fn stop(&mut self) -> ControlFlow<Result<u32, Error>> {}

                #[on(keep frames.next())]
                #[on((a, frame, a) = first(), with permit = self.tx.reserve())]
                fn frame(&mut self, frame: Frame) {}

                #[on(else)]
                fn nothing_left(&self) -> ControlFlow<Result<u32, Error>> {}

                const LIMIT: u8 = 1;
                fn helper(&self) {}
            }",
        ),
    );
    snapshots::assert("coordinate/snapshots/actor", expansion);
}

/// What cannot be named is not.
#[test]
fn a_loop_that_returns_an_impl_trait() {
    let item = "impl A {
        #[event_loop] async fn run(&mut self) -> impl Sized;
        #[on(f())] fn h(&mut self) {}
    }";
    assert!(errors("", item).is_empty());
    let text = prettyplease::unparse(&expand("", item));
    assert!(text.contains("HandlerOutput::<_>"), "{text}");
}

#[test]
fn the_arguments() {
    let of = |args| {
        errors(
            args,
            &format!("impl A {{ {LOOP} #[on(f())] fn h(&self) {{}} }}"),
        )
    };
    for fine in ["", "crate = a::b", "crate = ::mea"] {
        assert!(of(fine).is_empty(), "{fine}");
    }
    for (args, part) in [
        (
            "krate = a",
            "unknown argument `krate` (did you mean `crate`?)",
        ),
        ("biased", "unknown argument `biased`; expected"),
        ("crate", "expected `=`"),
        ("crate = 1", "expected identifier"),
        ("crate = a b", "unexpected token"),
        ("1", "expected ident"),
    ] {
        let errors = of(args);
        assert_eq!(errors.len(), 1, "{args}: {errors:?}");
        assert!(errors[0].contains(part), "{args}: {errors:?}");
    }
}

#[test]
fn the_item() {
    for item in ["struct S;", "fn f() {}", "trait T {}"] {
        let tokens = super::expand(TokenStream::new(), tokens(item)).to_string();
        assert!(tokens.starts_with(&tokens_of(item)), "{tokens}");
        assert!(tokens.contains("goes on an `impl` block"), "{tokens}");
    }
    let found = errors(
        "",
        &format!("impl T for A {{ {LOOP} #[on(f())] fn h(&self) {{}} }}"),
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("an `impl` of the type itself"));
}

fn tokens_of(item: &str) -> String {
    tokens(item).to_string()
}

#[test]
fn the_event_loop() {
    for (methods, part) in [
        ("#[on(f())] fn h(&self) {}", "needs an event loop"),
        ("#[event_loop] async fn run(&mut self);", "has no handlers"),
        (
            "#[event_loop] async fn run(&mut self) {} #[on(f())] fn h(&self) {}",
            "end its signature with `;`",
        ),
        (
            "async fn run(&mut self); #[on(f())] fn h(&self) {}",
            "write `#[event_loop]` on it",
        ),
        (
            "#[event_loop] fn run(&mut self); #[on(f())] fn h(&self) {}",
            "make it an `async fn`",
        ),
        (
            "#[event_loop] async fn run(); #[on(f())] fn h(&self) {}",
            "make its first parameter `&mut self`",
        ),
        (
            "#[event_loop(baised)] async fn run(&mut self); #[on(f())] fn h(&self) {}",
            "unknown option `baised` (did you mean `biased`?)",
        ),
        (
            "#[event_loop(strict, lossy)] async fn run(&mut self); #[on(f())] fn h(&self) {}",
            "exclude each other: keep one (a loop is strict without either)",
        ),
        (
            "#[event_loop] async fn run(&mut self); #[on(f())] fn h(&self) {} fn g();",
            "write `#[event_loop]` on it",
        ),
        (
            "#[event_loop] async fn run(&mut self); #[event_loop] async fn again(&mut self);
             #[on(f())] fn h(&self) {}",
            "a second `#[event_loop]`",
        ),
    ] {
        let error = error(methods);
        assert!(error.contains(part), "{methods}: {error}");
    }
}

#[test]
fn the_handlers() {
    for (methods, part) in [
        ("#[on] fn h(&self) {}", "says what the handler waits for"),
        ("#[on()] fn h(&self) {}", "expected a future"),
        ("#[on(a = )] fn h(&self) {}", "expected a future"),
        ("#[on(f() => g())] fn h(&self) {}", "the end of `#[on(..)]`"),
        ("#[on(f())] fn h() {}", "a handler is a method"),
        ("#[on(f())] fn h(this: &Self) {}", "a handler is a method"),
        (
            "#[on(else)] fn h(&self, x: u8) {}",
            "there is no event in `else`",
        ),
        (
            "#[on(f())] fn g(&self) {} #[on(else)] #[on(else)] fn h(&self) {}",
            "a second `#[on(else)]`",
        ),
        (
            "#[on(keep self.f())] fn h(&self) {}",
            "a future with `keep` lives while handlers run",
        ),
        (
            "#[on(f())] fn h(&self, a: u8, b: u8) {}",
            "the event is one value",
        ),
        (
            "#[on((a, b) = f())] fn h(&self, c: u8) {}",
            "that binds `a`, `b`",
        ),
        (
            "#[on(_ = f())] fn h(&self, c: u8) {}",
            "that binds no names",
        ),
        (
            "#[on(a = f())] fn h(&self, (a, b): (u8, u8)) {}",
            "that binds `a`",
        ),
        (
            "#[on(f())] #[cfg(x)] fn h(&self) {}",
            "in place of `#[cfg(..)]`",
        ),
        (
            "#[on(f(), if a, if b)] fn h(&self) {}",
            "an arm has one precondition",
        ),
    ] {
        let error = with_loop(methods);
        assert!(error.contains(part), "{methods}: {error}");
    }
    // Those of others are theirs; and a comparison is no pattern.
    let fine = format!("impl A {{ {LOOP} #[cfg(x)] fn g() {{}} #[on(a == b)] fn h(&self) {{}} }}");
    assert!(errors("", &fine).is_empty());
}
