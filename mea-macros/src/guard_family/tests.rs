//! Expansions as snapshots, and the words of every error.

use proc_macro2::TokenStream;
use syn::Item;

use crate::snapshots;

/// A description in order; `HEADER` and `TYPES` stand for what a test is about.
fn description(header: &str, types: &str) -> String {
    format!(
        "{header} {{
            {types}
            fn target(&self) -> NonNull<T> {{ self.value.as_ptr() }}
            unsafe fn release(raw: &RawMutex) {{ raw.unlock() }}
        }}",
    )
}

const HEADER: &str = "unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>";
const TYPES: &str = "type Target = T; type Raw = RawMutex;";
const BORROWED: &str = "borrowed = MutexGuard";

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn expand(args: &str, item: &str) -> syn::File {
    syn::parse2(super::expand(tokens(args), tokens(item))).unwrap()
}

fn assert_snapshot(name: &str, args: &str, item: &str) {
    let expansion = super::expand(tokens(args), tokens(item));
    snapshots::assert(&format!("guard_family/snapshots/{name}"), expansion);
}

#[test]
fn exclusive_with_all_guards() {
    assert_snapshot(
        "exclusive",
        "pub, crate = crate, borrowed = MutexGuard, mapped = MappedMutexGuard,
         /// # Examples
         ///
         /// Of the user.
         owned = OwnedMutexGuard, owned_mapped = OwnedMappedMutexGuard",
        &description(
            "/// A comment.\n#[cfg(all())] unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>",
            TYPES,
        ),
    );
}

#[test]
fn shared_with_the_borrowed_guard() {
    assert_snapshot(
        "shared",
        "borrowed = ReadGuard",
        &description(
            "unsafe impl<T> guard::Guards<guard::Shared> for lock::Slice<T>",
            "type Target = [T];",
        ),
    );
}

#[test]
fn names_that_are_taken() {
    assert_snapshot(
        "names",
        "pub(crate), borrowed = V, owned = O, owned_mapped = E",
        &description(
            "unsafe impl<U: ?Sized> Guards<Upgraded> for Lock<U>",
            "type Target = U; type Erased = Other;",
        ),
    );
}

#[test]
fn wrong_arguments_leave_the_guards() {
    assert_snapshot(
        "wrong_arguments",
        "borowed = Guard, borrowed = Twice",
        &description(HEADER, TYPES),
    );
}

#[test]
fn a_wrong_description_leaves_stubs() {
    assert_snapshot(
        "wrong_description",
        "pub, borrowed = MutexGuard, mapped = MappedMutexGuard, owned = OwnedMutexGuard, \
         owned_mapped = OwnedMappedMutexGuard",
        &description(
            "unsafe impl<T: Clone> Guards<Exclusive> for Mutex<T>",
            TYPES,
        ),
    );
}

#[test]
fn something_else_is_left_alone() {
    assert_snapshot("not_an_impl", BORROWED, "struct Mutex<T>(T);");
}

/// The messages for a pair of arguments and item.
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

/// The messages for wrong arguments on a description in order.
fn argument_errors(args: &str) -> Vec<String> {
    errors(args, &description(HEADER, TYPES))
}

/// The messages for a wrong header.
fn header_errors(header: &str) -> Vec<String> {
    errors(BORROWED, &description(header, TYPES))
}

/// The messages for wrong associated types.
fn type_errors(types: &str) -> Vec<String> {
    errors(BORROWED, &description(HEADER, types))
}

const UNKNOWN: &str =
    "expected `borrowed`, `owned`, `mapped`, `owned_mapped`, `crate` or a visibility";
const WHY: &str = "because a mapped guard forgets the value and releases the lock as `Mutex<()>`";

#[test]
fn input_in_order_has_no_errors() {
    let none: [&str; 0] = [];
    for args in [
        "borrowed = A",
        "borrowed = A,",
        "pub, borrowed = A, mapped = B",
        "pub(in crate::lock), crate = other::mea, borrowed = A, owned = B",
        "owned_mapped = D, mapped = C, owned = B, borrowed = A, crate = crate, pub(crate)",
    ] {
        assert_eq!(argument_errors(args), none, "{args}");
    }
    for header in [
        "unsafe impl<T> Guards<Exclusive> for Mutex<T>",
        "unsafe impl<T: ?core::marker::Sized> guard::Guards<guard::Shared> for lock::Mutex<T>",
        "#[cfg(all())] unsafe impl<T: ?Sized> ::mea::guard::Guards<Upgraded> for Mutex<[T; 2], u8>",
        "unsafe impl<T: ?Sized,> Guards<Upgradable,> for Mutex<T>",
    ] {
        assert_eq!(header_errors(header), none, "{header}");
    }
    for types in [
        "",
        "type Target = [T];",
        "type Raw = raw::T; type Target = Self;",
        "#![allow(unused)] const N: usize = { 1 } + 1; fn f() where T: X {} type Target = Box<T>;",
    ] {
        assert_eq!(type_errors(types), none, "{types}");
    }
}

#[test]
fn unknown_argument() {
    assert_eq!(
        argument_errors("borrowed = A, mappd = B, guard = C, type = D"),
        [
            format!("unknown guard variant `mappd` (did you mean `mapped`?); {UNKNOWN}"),
            format!("unknown guard variant `guard`; {UNKNOWN}"),
            format!("unknown guard variant `type`; {UNKNOWN}"),
        ],
    );
}

#[test]
fn a_guess_does_not_take_the_place_of_the_real_one() {
    assert_eq!(
        argument_errors("borowed = A, borrowed = B"),
        [format!(
            "unknown guard variant `borowed` (did you mean `borrowed`?); {UNKNOWN}"
        )],
    );
}

#[test]
fn arguments_given_twice() {
    assert_eq!(
        argument_errors("pub, crate = a, borrowed = A, borrowed = B, pub(crate), crate = b"),
        [
            "the visibility is given twice: keep one",
            "`crate` is given twice: keep one",
            "`borrowed` is given twice: it is `A` already",
        ],
    );
}

#[test]
fn doc_comments_belong_to_guards() {
    let misplaced = "a doc comment goes before the name of a guard: write it above `borrowed = ..`";
    assert_eq!(
        argument_errors("/// a\npub, /// b\ncrate = a, /// c\nborrowed = A, #[cfg(d)] mapped = B"),
        [
            misplaced,
            misplaced,
            "only doc comments may stand here: they go to the guard",
        ],
    );
    assert_eq!(argument_errors("borrowed = A, /// a"), [misplaced]);
}

#[test]
fn one_name_for_two_guards() {
    assert_eq!(
        argument_errors("borrowed = A, mapped = A"),
        ["`A` is the name of the `borrowed` guard already: each guard is a type of its own"],
    );
}

#[test]
fn missing_guards() {
    assert_eq!(
        argument_errors(""),
        ["a family needs the guard that borrows the lock: add `borrowed = MutexGuard`"],
    );
    assert_eq!(
        argument_errors("borrowed = A, owned_mapped = D"),
        ["the `owned_mapped` guard is made from the `owned` one: add `owned = OwnedMutexGuard`"],
    );
}

#[test]
fn missing_comma() {
    assert_eq!(
        argument_errors("pub borrowed = A owned = B"),
        [
            "expected `,` before `borrowed`",
            "expected `,` before `owned`"
        ],
    );
    assert_eq!(
        argument_errors("crate = a<b>, borrowed = A"),
        ["expected `,` before `<`"],
    );
}

#[test]
fn missing_value() {
    assert_eq!(
        argument_errors("borrowed A, owned, mapped =, crate"),
        [
            "`borrowed` needs a value: write `borrowed = MutexGuard`",
            "`owned` needs a value: write `owned = OwnedMutexGuard`",
            "`mapped` needs a value: write `mapped = MappedMutexGuard`",
            "`crate` needs a value: write `crate = ::mea`",
        ],
    );
    assert_eq!(
        argument_errors("borrowed"),
        [
            "`borrowed` needs a value: write `borrowed = MutexGuard`",
            "a family needs the guard that borrows the lock: add `borrowed = MutexGuard`",
        ],
    );
}

#[test]
fn value_that_is_not_a_name() {
    let only = |key, name| {
        format!(
            "`{key}` takes the name of a new type, without path or parameters: \
             write `{key} = {name}`",
        )
    };
    assert_eq!(
        argument_errors("borrowed = A, mapped = B<'a, T>, owned = \"C\", owned_mapped = a::D"),
        [
            only("mapped", "MappedMutexGuard"),
            only("owned", "OwnedMutexGuard"),
            only("owned_mapped", "OwnedMappedMutexGuard"),
        ],
    );
}

#[test]
fn value_of_crate_that_is_not_a_path() {
    assert_eq!(
        argument_errors("borrowed = A, crate = \"mea\""),
        ["`crate` takes the path of the crate `mea`: write `crate = ::mea`"],
    );
}

#[test]
fn argument_that_is_not_one() {
    assert_eq!(
        argument_errors("borrowed = A, 1, \"b\" = c, , owned = B"),
        [UNKNOWN; 3]
    );
}

#[test]
fn not_an_impl() {
    for item in [
        "pub struct Mutex<T>(T);",
        "#[inline] pub(crate) unsafe fn lock() {}",
        "unsafe trait Lock {}",
        "enum Mutex {}",
    ] {
        assert_eq!(
            errors(BORROWED, item),
            ["`#[guard_family]` describes a lock: it goes on \
              `unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>`"],
            "{item}",
        );
    }
}

#[test]
fn not_an_impl_of_the_trait() {
    for header in [
        "impl<T: ?Sized> Lock<T>",
        "unsafe impl<T: ?Sized> Send for Lock<T>",
        "unsafe impl<T: ?Sized> Guards<Exclusive>::Other for Lock<T>",
    ] {
        assert_eq!(
            header_errors(header),
            [
                "`#[guard_family]` goes on an `impl` of the trait `Guards`: \
              write `unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T>`"
            ],
            "{header}",
        );
    }
}

#[test]
fn negative_impl() {
    assert_eq!(
        header_errors("impl<T: ?Sized> !Guards<Exclusive> for Mutex<T>"),
        ["`#[guard_family]` needs an `impl` that says how to lock: \
          write `unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>`"],
    );
}

#[test]
fn modes() {
    let expected = "`Exclusive`, `Shared`, `Upgradable` or `Upgraded`";
    let say = format!(
        "say how the guards use the value, as in `Guards<Exclusive>`; the modes are {expected}"
    );
    let unknown = |mode: &str| format!("unknown access mode {mode}; expected {expected}");
    for (trait_, error) in [
        ("Guards", say.clone()),
        ("Guards<>", say.clone()),
        ("Guards<Exclusive, Shared>", say),
        (
            "Guards<Exlusive>",
            unknown("`Exlusive` (did you mean `Exclusive`?)"),
        ),
        (
            "Guards<guard::Share>",
            unknown("`Share` (did you mean `Shared`?)"),
        ),
        ("Guards<Read>", unknown("`Read`")),
        ("Guards<&'static str>", format!("expected {expected}")),
        ("Guards<'static>", format!("expected {expected}")),
    ] {
        assert_eq!(
            header_errors(&format!("unsafe impl<T: ?Sized> {trait_} for Mutex<T>")),
            [error],
            "{trait_}",
        );
    }
}

#[test]
fn lock_without_a_name() {
    for lock in ["&T", "[T]", "(T,)", "<T as Locked>::Lock"] {
        assert_eq!(
            header_errors(&format!(
                "unsafe impl<T: ?Sized> Guards<Exclusive> for {lock}"
            )),
            ["expected the name of a lock, such as `Mutex<T>`"],
            "{lock}",
        );
    }
}

#[test]
fn parameters() {
    for (params, errors) in [
        (
            "",
            vec![
                "a lock has one type parameter, the value it protects: \
                  write `unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>`"
                    .to_owned(),
            ],
        ),
        (
            "<T, A, B: ?Sized>",
            vec![
                format!(
                    "a lock has one type parameter, the value it protects, {WHY}: \
                     make `A` a part of `T`"
                ),
                format!(
                    "a lock has one type parameter, the value it protects, {WHY}: \
                     make `B` a part of `T`"
                ),
            ],
        ),
        (
            "<'a, T>",
            vec![format!(
                "a lock has no lifetime parameter, {WHY}: leave `'a` to the value"
            )],
        ),
        (
            "<T, const N: usize>",
            vec![format!(
                "a lock has no const parameter, {WHY}: make `N` a field"
            )],
        ),
        (
            "<T: ?Sized + Clone + 'static>",
            vec![
                format!(
                    "`T` may be bounded by `?Sized` only, {WHY}: \
                     move the bound to the methods that need it"
                );
                2
            ],
        ),
    ] {
        let header = format!("unsafe impl{params} Guards<Exclusive> for Mutex<T>");
        assert_eq!(header_errors(&header), errors, "{params}");
    }
}

#[test]
fn where_clause() {
    assert_eq!(
        header_errors("unsafe impl<T> Guards<Exclusive> for Mutex<T> where T: Clone"),
        [format!(
            "a lock takes any value, {WHY}: move the bounds to the methods that need them"
        )],
    );
}

#[test]
fn types_that_remember_the_value() {
    assert_eq!(
        type_errors("type Target = T; type Raw = Inner<[T]>; type Erased = Self;"),
        [
            format!("`Raw` must not mention `T`, {WHY}"),
            format!("`Erased` must not mention `Self`, {WHY}"),
        ],
    );
}

#[test]
fn target_that_is_not_the_value() {
    assert_eq!(
        type_errors("type Target = str;"),
        ["`Target` must mention `T`: the guards of a lock give access to its value"],
    );
}

#[test]
fn all_errors_at_once() {
    assert_eq!(
        errors(
            "mappd = B owned",
            "unsafe impl<'a, T: Clone> Guards<Read> for Mutex<T> {}"
        )
        .len(),
        // Comma, value, key, `borrowed`; mode, lifetime, bound.
        7,
    );
}

#[test]
fn the_item_is_emitted_again() {
    for (args, item) in [
        ("", description(HEADER, TYPES)),
        ("?", description("impl<T> Mutex<T>", "fn f() { x. }")),
        ("x = y", "fn lock() { half written }".into()),
        (
            "borrowed = A",
            "unsafe impl<'a, T> Guards<Exclusive> for Mutex<T> { half written }".into(),
        ),
    ] {
        let tokens = |text: &str| text.parse::<TokenStream>().unwrap().to_string();
        let output = super::expand(args.parse().unwrap(), item.parse().unwrap()).to_string();
        let item = tokens(&item);
        // What follows the last item of the body may be `type Erased`.
        assert!(
            output.starts_with(item.trim_end_matches([' ', '}'])),
            "{output}"
        );
    }
}
