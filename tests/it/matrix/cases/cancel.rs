//! Futures that are dropped while they wait, or after they were granted what they wait for.

use crate::{
    matrix::subject::{Many, Reach, Subject, drain, line},
    support::{Task, forget},
};

pub(in crate::matrix) fn case_01_granted_then_dropped_passes_on<S: Subject>() {
    for others in 0..3 {
        let subject = S::busy();
        let mut tasks = line(&subject, 1 + others).into_iter();
        let first = tasks.next().unwrap();
        let mut rest: Vec<_> = tasks.collect();
        subject.grant();
        assert!(first.woken());
        if S::REACH == Reach::One {
            assert!(rest.iter().all(|task| !task.woken()));
        }
        drop(first);
        if !rest.is_empty() {
            let mut second = rest.remove(0);
            assert!(second.woken(), "the grant passes on");
            subject.give_back(second.ready());
        }
        drain(&subject, rest);
    }
}

pub(in crate::matrix) fn case_02_cancelled_head_that_wanted_many<S: Subject>() {
    for partly in [false, true] {
        let Many {
            head,
            behind,
            part,
            assert_idle,
        } = S::many();
        let mut head = Task::waiting(head);
        let mut behind = Task::waiting(behind);
        let mut part = Some(part);
        if partly {
            (part.take().unwrap())();
            head.pending();
            behind.pending();
        }
        assert!(!behind.woken());
        drop(head);
        if let Some(part) = part {
            part();
        }
        assert!(behind.woken(), "what the head held back is there now");
        behind.ready();
        drop(behind);
        assert_idle();
    }
}

pub(in crate::matrix) fn case_03_cancel_head_middle_tail<S: Subject>() {
    for len in 1..=4 {
        for gone in 0..len.min(S::LINE) {
            let subject = S::busy();
            let mut tasks = line(&subject, len);
            drop(tasks.remove(gone));
            // They are told apart from those who come now.
            tasks.extend(line(&subject, len - tasks.len()));
            for task in &mut tasks {
                task.pending();
            }
            drain(&subject, tasks);
        }
    }
    // All of them, from both ends.
    for backwards in [false, true] {
        let subject = S::busy();
        let mut tasks = line(&subject, 4);
        while !tasks.is_empty() {
            drop(tasks.remove(if backwards { tasks.len() - 1 } else { 0 }));
        }
        let again = line(&subject, 1);
        drain(&subject, again);
    }
}

pub(in crate::matrix) fn case_07_spurious_polls_stay_pending<S: Subject>() {
    let subject = S::busy();
    let mut tasks = line(&subject, 3);
    for _ in 0..5 {
        for task in tasks.iter_mut().rev() {
            task.pending();
        }
    }
    drain(&subject, tasks);
}

pub(in crate::matrix) fn case_09_forgotten_while_queued<S: Subject>() {
    let subject = S::busy();
    let mut tasks = line(&subject, 3).into_iter();
    let first = tasks.next().unwrap();
    if let (Some(second), Some(mut third)) = (tasks.next(), tasks.next()) {
        let mut first = first;
        forget(second);
        subject.grant();
        subject.give_back(first.ready());
        // To the forgotten one: it holds up the others, unless all are let go of at once.
        subject.grant();
        assert_eq!(third.woken(), S::REACH == Reach::All);
        if S::REACH == Reach::All {
            subject.give_back(third.ready());
        } else {
            third.pending();
        }
        drop(third);
        subject.touch();
    } else {
        forget(first);
        subject.grant();
        subject.touch();
    }
}
