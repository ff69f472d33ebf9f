//! What the documentation of the struct says about its locks.

use std::fmt::Write;

use crate::shared::model::{Kind, Lock, Shared};

/// The locks in their order.
pub(super) fn locks(shared: &Shared) -> String {
    let mut text = String::from("# Locks\n\n");
    if shared.locks.is_empty() {
        text.push_str("None.\n");
        return text;
    }
    let after = shared.after.as_ref().map(|path| {
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let path = segments.collect::<Vec<_>>().join("::");
        format!("[`{path}`]")
    });
    let bullet = if shared.unordered {
        text.push_str("In no order among themselves");
        if let Some(after) = after {
            let _ = write!(text, ", each after {after}");
        }
        "-"
    } else {
        text.push_str("In the order in which a task takes them");
        if let Some(after) = after {
            let _ = write!(text, ", after {after}");
        }
        "1."
    };
    text.push_str(":\n\n");
    for lock in &shared.locks {
        let _ = writeln!(
            text,
            "{bullet} `{}`, {}: [`{}`]",
            lock.name,
            what(shared, lock),
            lock.level
        );
    }
    text
}

/// What a lock is, with an article.
pub(super) fn what(shared: &Shared, lock: &Lock) -> String {
    let noun = lock.kind.noun();
    if lock.group.is_some() {
        let fields = shared
            .fields_of(lock)
            .map(|field| format!("`{}`", field.name));
        return format!("a {noun} around {}", list(&fields.collect::<Vec<_>>()));
    }
    match &lock.kind {
        Kind::Custom(path) => {
            let last = path.segments.last();
            let name = last.map_or_else(String::new, |last| last.ident.to_string());
            format!("a `{name}`")
        }
        _ => format!("a {noun}"),
    }
}

/// `a`, `b` and `c`.
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}
