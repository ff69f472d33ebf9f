//! The engine of a barrier: a line of generations, whose ends are counted out.
//!
//! | | what it does |
//! |---|---|
//! | arrives, not as the last | counts; waits in line, or leaves (if it arrived for good) |
//! | arrives, as the last | ends the generation, and lets its line through after the lock |
//! | leaves the line before the end | is counted back, unless it arrived for good |
//! | leaves the line after the end, not let through yet | nothing: it counted |
//!
//! All of it under the lock, which an arrival needs anyway to get in line: so the count costs
//! nothing, and a withdrawal and the last arrival cannot miss each other.

use crate::{
    gate::Generation,
    queue::{Engine, Entry, Left, Line, Queue},
};

/// The engine.
pub(crate) struct Meeting {
    tasks: u32,
}

impl Meeting {
    /// For `tasks` tasks; 0 is 1.
    pub(super) const fn of(tasks: u32) -> Self {
        let tasks = if tasks == 0 { 1 } else { tasks };
        Self { tasks }
    }

    pub(super) fn tasks(&self) -> u32 {
        self.tasks
    }
}

/// How one waits.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    /// Arrives, and waits.
    Meet,
    /// Has arrived for good, in this generation; waits for its end.
    End(Generation),
}

/// What the lock guards.
pub(crate) struct State {
    generation: Generation,
    /// In this generation; fewer than there are tasks.
    arrived: u32,
}

impl State {
    pub(super) const FIRST: Self = Self {
        generation: Generation::FIRST,
        arrived: 0,
    };

    pub(super) fn arrived(&self) -> u32 {
        self.arrived
    }

    /// One arrival. If it is the last: the generation, which is over then.
    #[inline]
    fn arrive(&mut self, tasks: u32) -> Option<Generation> {
        self.arrived += 1;
        if self.arrived < tasks {
            return None;
        }
        self.arrived = 0;
        Some(self.generation.end())
    }
}

impl Engine for Meeting {
    const MODULE: &'static str = "barrier";
    type Want = Want;
    type Place = Generation;
    type State = State;

    /// One that is always alone does not need the lock: it has nobody to meet, or to be ordered with.
    #[inline(always)]
    fn try_enter(&self, want: Want) -> bool {
        self.tasks == 1 && matches!(want, Want::Meet)
    }

    fn enter(&self, line: &mut Line<'_, Self>, want: Want) -> Entry<Self> {
        let state = line.state();
        match want {
            Want::Meet => match state.arrive(self.tasks) {
                Some(over) => Entry::Last(over),
                None => Entry::Back(state.generation),
            },
            Want::End(generation) if generation == state.generation => Entry::Back(generation),
            Want::End(_) => Entry::Entered,
        }
    }

    fn last_entered(queue: &Queue<Self>, line: Line<'_, Self>, over: Generation) {
        queue.let_through(line, over);
    }

    fn cancelled(_: &Queue<Self>, mut line: Line<'_, Self>, left: Left<Self>) {
        let state = line.state();
        if matches!(left.want, Want::Meet) && state.generation == left.place {
            state.arrived -= 1;
        }
    }

    /// Its generation is over, and it counted.
    fn give_back(_: &Queue<Self>, _: Want, _: Generation) {}
}

/// An arrival for good: what to wait for, and whether it was the last.
pub(super) fn arrive(queue: &Queue<Meeting>) -> (Want, bool) {
    let mut line = queue.lock();
    let state = line.state();
    let want = Want::End(state.generation);
    let over = state.arrive(queue.engine().tasks);
    if let Some(over) = over {
        queue.let_through(line, over);
    }
    (want, over.is_some())
}
