//! The ways through a piece of code, as far as awaits are concerned.

use proc_macro2::Span;

/// The awaits on one way, in order.
type Awaits = Vec<Span>;

/// Where a way leads that does not lead to what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Out of the function.
    Leave,
    /// Behind a loop or block: the innermost loop, or the one with the label.
    Break(Option<String>),
    /// To the next turn of a loop.
    Continue(Option<String>),
}

/// For each place that can be reached, the way with the most awaits.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// To what comes next; `None` if nothing does.
    next: Option<Awaits>,
    elsewhere: Vec<(Target, Awaits)>,
}

impl Flow {
    /// Code without awaits.
    pub(super) fn straight() -> Self {
        Self {
            next: Some(Vec::new()),
            elsewhere: Vec::new(),
        }
    }

    /// Code that is never left.
    pub(super) fn never() -> Self {
        Self {
            next: None,
            elsewhere: Vec::new(),
        }
    }

    pub(super) fn await_at(span: Span) -> Self {
        Self {
            next: Some(vec![span]),
            elsewhere: Vec::new(),
        }
    }

    pub(super) fn jump(target: Target) -> Self {
        Self {
            next: None,
            elsewhere: vec![(target, Vec::new())],
        }
    }

    /// First this, then `other`.
    pub(super) fn then(mut self, other: Self) -> Self {
        let Some(before) = self.next.take() else {
            return self;
        };
        let after = |way: Awaits| [before.clone(), way].concat();
        self.next = other.next.map(&after);
        for (target, way) in other.elsewhere {
            longer_of(&mut self.elsewhere, target, after(way));
        }
        self
    }

    /// Either this or `other`.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.next = match (self.next, other.next) {
            (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
            (a, b) => a.or(b),
        };
        for (target, way) in other.elsewhere {
            longer_of(&mut self.elsewhere, target, way);
        }
        self
    }

    /// What is behind a `?`: the function may be left there.
    pub(super) fn or_leave(self) -> Self {
        let leave = Self::straight().or(Self::jump(Target::Leave));
        self.then(leave)
    }

    /// The ways to the targets for which `is` holds lead to what comes next.
    pub(super) fn landing(mut self, is: impl Fn(&Target) -> bool) -> Self {
        let (here, elsewhere) = self.elsewhere.into_iter().partition(|(t, _)| is(t));
        self.elsewhere = elsewhere;
        let here: Vec<(Target, Awaits)> = here;
        here.into_iter().fold(self, |flow, (_, way)| {
            flow.or(Self {
                next: Some(way),
                elsewhere: Vec::new(),
            })
        })
    }

    /// The same without a way to what comes next, which is returned.
    pub(super) fn cut(mut self) -> (Self, Awaits) {
        let next = self.next.take().unwrap_or_default();
        (self, next)
    }

    /// The awaits on the longest way of all.
    pub(super) fn longest(self) -> Vec<Span> {
        let elsewhere = self.elsewhere.into_iter().map(|(_, way)| way);
        let longest = elsewhere.chain(self.next).rev().max_by_key(Vec::len);
        longest.unwrap_or_default()
    }
}

fn longer_of(ways: &mut Vec<(Target, Awaits)>, target: Target, way: Awaits) {
    match ways.iter_mut().find(|(t, _)| *t == target) {
        Some((_, known)) if known.len() >= way.len() => {}
        Some((_, known)) => *known = way,
        None => ways.push((target, way)),
    }
}
