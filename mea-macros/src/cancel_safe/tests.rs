//! Expansions as snapshots, and the words of every error.

use proc_macro2::TokenStream;
use syn::Item;

use crate::snapshots;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn expand(args: &str, item: &str) -> syn::File {
    syn::parse2(super::expand(tokens(args), tokens(item))).unwrap()
}

fn assert_snapshot(name: &str, args: &str, item: &str) {
    let expansion = super::expand(tokens(args), tokens(item));
    snapshots::assert(&format!("cancel_safe/snapshots/{name}"), expansion);
}

/// The messages of all errors.
fn errors(args: &str, item: &str) -> Vec<String> {
    let message = |item: Item| match item {
        Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            Some(item.mac.parse_body::<syn::LitStr>().ok()?.value())
        }
        _ => None,
    };
    expand(args, item)
        .items
        .into_iter()
        .filter_map(message)
        .collect()
}

/// Which awaits are wrong in a body: by the digit that is awaited, with `l` for one in a loop, `h`
/// for a value that is held, `m` for a macro.
fn wrong(body: &str) -> String {
    let item = format!("async fn f(&mut self) {{ {body} }}");
    let errors = errors("", &item);
    let kind = |error: &String| match error {
        e if e.contains("in a loop") => 'l',
        e if e.contains("takes out here") => 'h',
        e if e.contains("await, and what is lost") || e.contains("awaits, and") => 'm',
        e if e.contains("cannot be found") => 'm',
        e if e.starts_with("not cancel-safe: cancelled at") => '2',
        e if e.starts_with("the earlier await") => '1',
        e => panic!("{e}"),
    };
    let mut kinds: Vec<char> = errors.iter().map(kind).collect();
    kinds.sort_unstable();
    kinds.into_iter().collect()
}

#[test]
fn a_method_with_everything() {
    assert_snapshot(
        "method",
        "",
        "/// Documentation.
        #[inline]
        pub(crate) async fn next<'a, T: Copy>(
            &mut self, n: u8, mut m: T, (a, _): (u8, u8), name: &'a str,
        ) -> Result<&'a str, Error> where T: Debug {
            #![allow(unused)]
            println!(\"{}\", self.a.b().await?);
            Ok(name)
        }",
    );
}

#[test]
fn trusted() {
    assert_snapshot(
        "trusted",
        "trust, crate = crate::waits",
        "async fn all(self: Arc<Self>, _: Vec<u8>) { a.await; b.await; }",
    );
}

#[test]
fn a_declaration_asks_for_the_promise() {
    let item =
        "#[doc = \"..\"] async fn next(&mut self, (a, b): (u8, u8)) -> impl Debug where X: Y;";
    let tokens = super::expand(TokenStream::new(), item.parse().unwrap()).to_string();
    let expected = "#[doc = \"..\"] #[allow(refining_impl_trait)] fn next(&mut self, (a, b): (u8, u8)) \
                    -> impl ::mea::rt::Future<Output = impl Debug> + ::mea::marker::CancelSafe where X: Y;";
    assert_eq!(tokens, expected.parse::<TokenStream>().unwrap().to_string());
}

#[test]
fn with_errors_it_keeps_the_promise() {
    assert_snapshot(
        "errors",
        "trst",
        "async fn f() -> u8 { a.await; b.await; 1 }",
    );
}

#[test]
fn something_else_is_left_alone() {
    assert_snapshot("not_a_function", "", "struct S;");
    assert_snapshot("not_async", "", "unsafe fn f(x: u8) -> u8 { x }");
}

#[test]
fn one_await_on_each_path() {
    for body in [
        "",
        "a.await",
        "a.await?; b",
        "if c { a.await } else { b.await }",
        "if c { return a.await; } b.await",
        "if c { a.await; return } b.await",
        "if let Some(x) = y { return x } a.await",
        "match x { 1 => a.await, 2 => b.await, _ => c }",
        "match x { 1 => return a.await, _ => {} } b.await",
        "let Some(x) = y else { return a.await }; b.await",
        "let x = loop { if c { break a.await; } if d { continue; } return b.await };",
        "while c { if d { return a.await } } b.await",
        "for x in y { if d { a.await; break } }",
        "'a: { if c { break 'a a.await; } b.await }",
        "'a: loop { loop { if c { break 'a; } if d { continue 'a; } } } a.await",
        "'a: loop { loop { if c { a.await; break 'a; } } }",
        "c && a.await",
        "unsafe { a.await }",
        "let f = async { a.await; b.await }; c.await",
        "let f = || async { a.await; b.await }; c.await",
        "let f = async || { a.await; b.await }; c.await",
        "async fn g() { a.await; b.await } c.await",
        "const { 1 }; a.await",
        "println!(\"{x}\"); a.await",
        "assert!(c, \"{}\", d); vec![1; 2]; a.await",
        "if c { panic!(\"{}\", a.await); } b.await",
        "x.y(a.await).z[1]",
        "S { x: a.await, ..y }",
    ] {
        assert_eq!(wrong(body), "", "{body}");
    }
}

#[test]
fn more_than_one_await_on_a_path() {
    for body in [
        "a.await; b.await",
        "f(a.await, b.await)",
        "a.await.b().await",
        "(a.await)(b).await",
        "a.await?; b.await",
        "if a.await { b.await }",
        "if c { a.await } b.await",
        "if c {} else if a.await {} b.await",
        "match a.await { _ => b.await }",
        "match x { 1 if a.await => 1, 2 => b.await, _ => 0 }",
        "let Some(x) = a.await else { return b.await };",
        "let Some(x) = y else { a.await; loop {} }; let z = (b.await, c.await);",
        "a.await && b.await",
        "loop { if c { break } } a.await; b.await",
        "let x = loop { break a.await }; b.await",
        "'a: { if c { a.await; break 'a; } return } b.await",
        "for x in a.await { return b.await }",
        "while a.await { return b.await }",
        "return f(a.await, b.await)",
        "x = a.await; x += b.await;",
        "println!(\"{} {}\", a.await, b.await)",
        "matches!(a.await, Some(_) if c); vec![b.await]",
        "[a.await, b.await]",
        "a.await..b.await",
    ] {
        assert_eq!(wrong(body), "12", "{body}");
    }
    assert_eq!(wrong("a.await; b.await; c.await"), "122");
}

#[test]
fn awaits_in_loops() {
    for body in [
        "loop { a.await }",
        "while a.await {}",
        "while let Some(x) = a.await { f(x) }",
        "for x in y { a.await; }",
        "loop { if c { a.await; continue; } break }",
        "'a: loop { loop { a.await; continue 'a; } }",
        "loop { if a.await { break } }",
        "for x in y { if c { return } a.await; }",
        "loop { for x in y { a.await; } }",
        "while c { println!(\"{}\", a.await); }",
    ] {
        assert_eq!(wrong(body), "l", "{body}");
    }
}

#[test]
fn macros_that_may_await() {
    for body in [
        "foo!()",
        "tokio::select! { x = a => {} }",
        "join!(a, b);",
        "let x = try_join!(a, b)?;",
        "tracing::event!(x)",
        "matches!(x, y if a.await)",
        "println!(\"{}\", target: a.await)",
        "include!(\"x\")",
    ] {
        assert_eq!(wrong(body), "m", "{body}");
    }
    for body in [
        "async { foo!() }",
        "|| foo!()",
        "fn g() { foo!() }",
        "stringify!(a.await, b.await)",
        "vec![a.await; 2]",
    ] {
        assert_eq!(wrong(body), "", "{body}");
    }
}

#[test]
fn values_that_are_held() {
    for body in [
        "let x = self.q.pop(); a.await; f(x)",
        "let x = self.q.pop_front()?; f(x).await",
        "let Some(x) = self.q.pop() else { return }; a.await; println!(\"{x}\")",
        "let Some((x, _)) = self.q.remove(1) else { return }; a.await; vec![x]",
        "if let Some(x) = self.q.take() { a.await; f(x) }",
        "if c && let Some(x) = self.q.take() { f(&x).await }",
        "match self.q.try_recv() { Ok(x) => { a.await; f(x) } Err(_) => {} }",
        "let x = match self.q.pop() { Some(x) => x, None => return }; a.await; f(x)",
        "let x = mem::take(&mut self.q); a.await; f(x)",
        "let x = std::mem::replace(&mut self.q, y); if c { a.await; } f(x)",
        "let q = &mut self.q; let x = q.pop(); a.await; f(x)",
        "let x = self.m.lock().unwrap().pop(); a.await; f(x)",
        "let x = Some(self.q.pop().unwrap()); f(&mut x).await",
        "let x = self.q.drain(..); a.await; for y in x {}",
        "let x = self.q.pop(); a.await; || x",
        "let x = self.q.pop(); if c { return } a.await; let x = f(x);",
        "f(self.q.pop(), a.await)",
        "(self.q.pop(), a.await)",
        "self.q.pop().unwrap_or(a.await)",
        "S { x: self.q.take(), y: a.await }",
        "let x = argument.pop(); a.await; f(x)",
        "let x = self.q.pop(); let y; a.await; f(x, y)",
        "let x = self.q.pop(); let Some(y) = a.await else { return f(x) };",
        "let x = self.q.pop(); c && a.await; f(x)",
        "let x = self.q.pop(); unsafe { a.await }; f(x)",
        "let x = self.q.pop(); a.await; return x",
        "let x = self.q.pop(); a.await; while c { f(x) }",
        "let x = self.q.pop(); f(vec![x]).await",
        "let x = self.q.pop(); println!(\"{}\", a.await); f(x)",
        "let x = self.q[1].take(); a.await; f(x)",
        "let x = (*self.q).pop(); a.await; f(x)",
        "let x = self.q?.pop(); a.await; f(x)",
        "let x = (self.q.pop()); a.await; f(x)",
        "let x = [self.q.pop()]; a.await; f(x)",
        "if (c) && let Some(x) = self.q.pop() { a.await; f(x) }",
    ] {
        assert_eq!(wrong(body), "h", "{body}");
    }
}

/// What leaves a loop goes to behind that loop, or the one with its label, and not to behind another.
#[test]
fn values_that_are_held_past_loops() {
    for (body, expected) in [
        ("while c { if d { a.await; break } } f(x)", "h"),
        ("for y in z { if d { a.await; break } } f(x)", "h"),
        (
            "loop { if c { a.await; break } loop { break } return } f(x)",
            "h",
        ),
        (
            "loop { match c { 1 => { a.await; break } _ => return } } f(x)",
            "h",
        ),
        ("'a: loop { loop { a.await; break 'a } } f(x)", "h"),
        ("'a: { if c { a.await; break 'a } return } f(x)", "h"),
        ("'a: { loop { a.await; break 'a } } f(x)", "h"),
        ("let y = loop { break a.await }; f(x, y)", "h"),
        (
            "'a: loop { loop { if c { break 'a } a.await; return } } f(x)",
            "",
        ),
        ("loop { { if c { break } } a.await; return } f(x)", ""),
        ("loop { if c { break } a.await; return } f(x)", ""),
        ("for y in z { if c { continue } a.await; return } f(x)", ""),
        ("loop { f(x); break } a.await", ""),
    ] {
        let body = format!("let x = self.q.pop(); {body}");
        assert_eq!(wrong(&body), expected, "{body}");
    }
}

#[test]
fn values_that_are_not_held() {
    for body in [
        "a.await; let x = self.q.pop(); f(x)",
        "let x = self.q.pop(); f(x); a.await",
        "let x = self.q.pop(); if x.is_some() { return x } a.await",
        "if let Some(x) = self.q.pop() { return x } a.await",
        "let Some(x) = self.q.pop() else { return a.await }; f(x)",
        "match self.q.pop() { Some(x) => x, None => a.await }",
        "let x = match self.q.pop() { Some(x) => x, None => a.await }; f(x)",
        "let x = self.q.pop(); match x { Some(x) => x, None => a.await }",
        "while let Some(x) = self.q.pop() { f(x) } a.await",
        "let mut q = vec![1]; let x = q.pop(); a.await; f(x)",
        "let mut q = self.q.clone(); let x = q.pop(); a.await; f(x)",
        "let x = self.q.get(1); a.await; f(x)",
        "let x = self.q.iter().take(2); a.await; f(x)",
        "let x = name.replace(a, b); c.await; f(x)",
        "let x = self.q.pop(); f(x); let x = a.await; f(x)",
        "let x = self.q.pop(); f(x); x = a.await; f(x)",
        "self.q.pop(); a.await",
        "let x = self.q.pop(); if c { f(x) } else { a.await }",
        "f(a.await, self.q.pop())",
        "let x = self.q.pop(); if c { a.await; return } f(x)",
        "if self.q.pop().is_none() { a.await }",
        "let x = (self.f)(1); a.await; f(x)",
        "let x = self.q.pop(); fn g() {} f(x); a.await",
        "let x = self.q.pop(); f(x); panic!(); a.await",
    ] {
        assert_eq!(wrong(body), "", "{body}");
    }
}

#[test]
fn arguments() {
    const EXPECTED: &str = "expected `trust` or `crate = path`";
    let of = |args| errors(args, "async fn f() {}");
    for args in [
        "",
        "trust",
        "trust,",
        "crate = a::b",
        "crate = ::mea, trust",
    ] {
        assert!(of(args).is_empty(), "{args}");
    }
    for (args, expected) in [
        (
            "trus",
            vec![format!(
                "unknown argument `trus` (did you mean `trust`?); {EXPECTED}"
            )],
        ),
        (
            "strict",
            vec![format!("unknown argument `strict`; {EXPECTED}")],
        ),
        (
            "trust, trust",
            vec!["`trust` is given twice: keep one".into()],
        ),
        (
            "crate = a, crate = b",
            vec!["`crate` is given twice: keep one".into()],
        ),
        (
            "crate",
            vec!["`crate` needs a value: write `crate = ::mea`".into()],
        ),
        (
            "crate = 1",
            vec!["`crate` takes the path of the crate `mea`: write `crate = ::mea`".into()],
        ),
        ("1, \"x\"", vec![EXPECTED.into(), EXPECTED.into()]),
        (
            "trust crate = a",
            vec!["expected `,` before `crate`".into()],
        ),
        (
            "crate = a<b>, trust",
            vec!["expected `,` before `<`".into()],
        ),
    ] {
        assert_eq!(of(args), expected, "{args}");
    }
}

#[test]
fn signatures() {
    for (item, part) in [
        ("struct S;", "goes on an `async fn`"),
        ("impl S {}", "goes on an `async fn`"),
        ("async move { 1 }", "goes on an `async fn`"),
        ("fn f() {}", "the awaits in the body"),
        (
            "fn f() -> impl Future<Output = u8>;",
            "promise it in the type",
        ),
        ("const async fn f() {}", "remove `const`"),
        ("async unsafe fn f() {}", "remove `unsafe`"),
        ("async extern \"C\" fn f() {}", "remove `extern`"),
        ("async fn f() -> ! { loop {} }", "Infallible"),
    ] {
        let tokens = super::expand(TokenStream::new(), item.parse().unwrap()).to_string();
        assert!(tokens.contains("compile_error"), "{item}");
        assert!(tokens.contains(part), "{item}: {tokens}");
        let item: TokenStream = item.parse().unwrap();
        assert!(tokens.starts_with(&item.to_string()), "{tokens}");
    }
}
