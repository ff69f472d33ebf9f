//! `unsafe` code is denied in every crate, and allowed in the modules that are listed here. The
//! compiler does the rest: elsewhere it is an error, and clippy asks for a proof of each block.

use super::{
    File,
    lexer::{Token, after_group, follows, tokens},
};

/// Modules that may have any.
const MODULES: &[(&str, &str)] = &[
    ("mea-core/src/sync/nostd.rs", "the spin lock"),
    ("benches/src/heap.rs", "the allocator, which counts"),
    ("mea-core/src/sync/model.rs", "the cell of the loom tests"),
    ("mea-core/src/list.rs", "link surgery"),
    ("mea-core/src/wake/batch.rs", "the array of wakers"),
    ("mea-core/src/wake/cell.rs", "the two words of a waker"),
    ("mea-core/src/wake/loom.rs", "who the owner of the cell is"),
    ("mea-core/src/blocks/mod.rs", "claims and blocks"),
    ("mea-core/src/blocks/block.rs", "slots behind a header"),
    ("mea-core/src/blocks/count.rs", "the reader of the blocks"),
    ("mea-core/src/blocks/head.rs", "the reader of the blocks"),
    ("mea-core/src/blocks/leave.rs", "the reader of the blocks"),
    (
        "mea-core/src/blocks/surplus.rs",
        "blocks that nobody else has",
    ),
    ("mea-core/src/blocks/tests.rs", "claims and blocks"),
    (
        "mea-core/src/channel/chan.rs",
        "the last sender, and the end",
    ),
    (
        "mea-core/src/mpsc/reader.rs",
        "what the receiver has for itself",
    ),
    ("mea-core/src/mpsc/receiver.rs", "who the receiver is"),
    ("mea-core/src/mpsc/recv.rs", "who the receiver is"),
    ("mea-core/src/mpmc/reader.rs", "which head of which tail"),
    ("mea-core/src/queue.rs", "pinned nodes in a list"),
    (
        "mea-core/src/guard/mod.rs",
        "the contracts of locks and owners",
    ),
    ("mea-core/src/guard/access.rs", "the two pointers"),
    ("mea-core/src/guard/cell.rs", "the value of a lock"),
    ("mea-core/src/guard/hold.rs", "the two releases"),
    ("mea-core/src/guard/home.rs", "from a lock to its queue"),
    (
        "mea-core/src/guard/wait.rs",
        "from an acquisition to a guard",
    ),
    (
        "mea-core/src/mutex/guards.rs",
        "the description of the lock",
    ),
    ("mea-core/src/mutex/lock.rs", "from a permit to a guard"),
    ("mea-core/src/mutex/relock.rs", "guards that are put down"),
    ("mea-core/src/rwlock/access.rs", "from an access to a guard"),
    (
        "mea-core/src/rwlock/guards.rs",
        "the descriptions of the lock",
    ),
    (
        "mea-core/src/rwlock/upgrade.rs",
        "from an access to a guard",
    ),
    (
        "mea-core/src/shared/owned.rs",
        "a field as long as the `Arc` around it",
    ),
    ("mea-core/src/queue/lane.rs", "pinned nodes in other lists"),
    ("mea-core/src/queue/sweep.rs", "many nodes in one walk"),
    (
        "mea-core/src/waitgroup/group.rs",
        "the last who keeps the memory",
    ),
    ("mea-core/src/atomicbox/slot.rs", "a box as an address"),
    (
        "mea-core/src/once/cell/mod.rs",
        "a value that may not be there",
    ),
    (
        "mea-core/src/once/lazy/mod.rs",
        "a value or its initialiser",
    ),
    ("mea-core/src/once/lazy/force.rs", "from one to the other"),
    ("tests/memory/counting.rs", "an allocator that counts"),
    ("tests/memory/oneshot.rs", "a waker whose clone sends"),
    ("mea-core/src/broadcast/cells.rs", "messages in place"),
    ("mea-core/src/broadcast/log.rs", "which cells they are of"),
    (
        "mea-core/src/broadcast/reading.rs",
        "a clone without the lock",
    ),
    (
        "mea-core/src/oneshot/raw.rs",
        "the steps of a state, and two wakers",
    ),
    ("mea-core/src/oneshot/ends.rs", "the message and the memory"),
    ("tests/it/support/custom.rs", "the description of a lock"),
    ("tests/it/support/hooks.rs", "a waker made by hand"),
    (
        "tests/it/support/tied.rs",
        "a future beside what it borrows",
    ),
];

/// Modules with single `unsafe impl`s: `#[allow(unsafe_code)]` before each.
const IMPLS: &[(&str, &str)] = &[
    ("mea-core/src/mutex/raw.rs", "which queue, by a macro"),
    ("mea-core/src/rwlock/raw.rs", "which queue"),
    ("mea-core/src/rwlock/engine.rs", "where a lane is parked"),
    ("mea-core/src/admission/ledger.rs", "which lane"),
    ("mea-core/src/broadcast/channel.rs", "which lane"),
    ("examples/custom_lock.rs", "the description of a lock"),
    ("hygiene/src/guards.rs", "the description of a lock"),
];

/// The trait by which every primitive says which of its fields is its queue. It may be implemented
/// everywhere.
const QUEUED: &str = "Queued";

/// A program without a library under it; no part of the workspace.
const FREE: &str = "no-std-check/";

fn has(list: &[(&str, &str)], path: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == path)
}

/// Complaints about one file.
pub(crate) fn check(file: &File) -> Vec<String> {
    if file.path.starts_with(FREE) {
        return Vec::new();
    }
    let tokens = tokens(&file.text);
    let mut complaints = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if token.text != "unsafe_code" || i < 2 {
            continue;
        }
        let complaint = match tokens[i - 2].text {
            "forbid" | "deny" => continue,
            "allow" if has(MODULES, &file.path) => continue,
            "allow" => match implemented(&tokens, i + 1) {
                Some(name) if name == QUEUED || has(IMPLS, &file.path) => continue,
                Some(_) => "is not in the list of modules with `unsafe impl`s",
                None if has(IMPLS, &file.path) => "may have single `unsafe impl`s only",
                None => "is not in the list of modules with unsafe code",
            },
            _ => "is not in the list of modules with unsafe code",
        };
        complaints.push(format!("{}:{}: {complaint}", file.path, token.line));
    }
    if file.path == "src/lib.rs" && !file.text.contains("#![forbid(unsafe_code)]") {
        complaints.push("src/lib.rs: the facade forbids unsafe code".into());
    }
    complaints
}

/// After `#[allow(unsafe_code`, and maybe other attributes: the trait of an `unsafe impl`.
fn implemented<'s>(tokens: &[Token<'s>], mut at: usize) -> Option<&'s str> {
    // At the `)`, or at the last token within the brackets of the next attribute.
    while follows(tokens, at + 1, &["]", "#", "["]) {
        at = after_group(tokens, at + 3) - 2;
    }
    if !follows(tokens, at + 1, &["]", "unsafe", "impl"]) {
        return None;
    }
    let mut name = at + 4;
    if follows(tokens, name, &["<"]) {
        // Generics have no `>` of another kind here.
        let mut depth = 0_usize;
        for (i, token) in tokens.iter().enumerate().skip(name) {
            match token.text {
                "<" => depth += 1,
                ">" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                name = i + 1;
                break;
            }
        }
    }
    tokens.get(name).map(|token| token.text)
}

/// The modules of the library that the page about unsafe code does not lead to.
pub(crate) fn untold(page: &File) -> Vec<String> {
    let listed = MODULES.iter().chain(IMPLS).map(|(path, _)| path);
    let untold = listed
        .filter(|path| path.starts_with("mea-core/") && !page.text.contains(&format!("({path})")));
    untold
        .map(|path| format!("{}: says nothing about {path}", page.path))
        .collect()
}

/// Entries of the lists that are not true any more.
pub(crate) fn stale(files: &[File]) -> Vec<String> {
    let allows = |f: &File| f.text.contains("[allow(unsafe_code)]");
    let listed = MODULES.iter().chain(IMPLS);
    let stale = listed.filter(|(path, _)| !files.iter().any(|f| f.path == *path && allows(f)));
    stale
        .map(|(path, _)| format!("{path}: is listed, but has no unsafe code"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complains() {
        let complaints = |path: &str, text: &str| check(&File::new(path, text));
        let raw = "mea-core/src/mutex/raw.rs";
        for (path, fine) in [
            ("mea-core/src/list.rs", "//! a\n#![allow(unsafe_code)]"),
            (
                raw,
                "#[allow(unsafe_code)]\n// SAFETY: b\nunsafe impl A for B {}",
            ),
            (
                raw,
                "#[allow(unsafe_code)] #[a] #[b(c, [d])] unsafe impl A for B {}",
            ),
            (
                "mea-core/src/gate.rs",
                "// #![allow(unsafe_code)]\n\"#![allow(unsafe_code)]\"",
            ),
            ("mea-macros/src/lib.rs", "#![forbid(unsafe_code)]"),
            ("no-std-check/src/main.rs", "#![allow(unsafe_code)]"),
            (
                "mea-core/src/gate.rs",
                "#[allow(unsafe_code)]\nunsafe impl Queued for A {}",
            ),
            (
                "mea-core/src/gate.rs",
                "#[allow(unsafe_code)]\nunsafe impl<K: A<B>> Queued<()> for A<K> {}",
            ),
        ] {
            assert_eq!(complaints(path, fine), Vec::<String>::new());
        }
        for (path, bad) in [
            ("mea-core/src/gate.rs", "#![allow(unsafe_code)]"),
            ("mea-core/src/gate.rs", "#[expect(unsafe_code)]\nfn f() {}"),
            (raw, "#![allow(unsafe_code)]"),
            (raw, "#[allow(unsafe_code)]\nfn f() {}"),
            (
                "mea-core/src/gate.rs",
                "#[allow(unsafe_code)]\nunsafe impl Send for Queued {}",
            ),
            (
                "mea-core/src/gate.rs",
                "#[allow(unsafe_code)]\nfn queued() {}",
            ),
            (raw, "#[allow(unsafe_code)] #[a(b)]\nunsafe fn f() {}"),
            ("tests/it/main.rs", "#![allow(dead_code, unsafe_code)]"),
            ("src/lib.rs", "//! a\n"),
        ] {
            assert_eq!(complaints(path, bad).len(), 1, "{path}: {bad}");
        }
        assert_eq!(stale(&[]).len(), MODULES.len() + IMPLS.len());
        let page = File::new("a.md", "[list.rs](mea-core/src/list.rs)");
        let ours = MODULES.iter().chain(IMPLS);
        let ours = ours.filter(|(path, _)| path.starts_with("mea-core/"));
        assert_eq!(untold(&page).len(), ours.count() - 1);
    }
}
