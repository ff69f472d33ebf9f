//! One line for readers and writers, first come, first served.

use std::sync::{Arc, Mutex};

use super::{assert_free, with_readers};
use crate::support::{Hooks, Task, panics};

#[test]
fn a_writer_is_not_starved_by_readers_who_come_later() {
    let lock = with_readers(10);
    let reader = lock.try_read();
    let mut writer = Task::waiting(lock.write());
    assert!(lock.try_read().is_none(), "no reader overtakes the writer");
    assert!(lock.clone().try_read_owned().is_none());
    assert!(lock.try_upgradable_read().is_none());
    let mut late = [Task::waiting(lock.read()), Task::waiting(lock.read())];
    drop(reader);
    assert!(writer.woken());
    for reader in &mut late {
        reader.pending();
    }
    drop(writer.ready());
    let [a, b] = &mut late;
    drop((a.ready(), b.ready()));
    assert_free(&lock);
}

#[test]
fn a_try_that_failed_leaves_nothing_behind() {
    let lock = with_readers(2);
    let reader = lock.try_read();
    assert!(lock.try_write().is_none());
    assert!(lock.try_read().is_some(), "the try does not wait");
    drop(reader);
    let writer = lock.try_write();
    assert!(lock.try_read().is_none() && lock.try_upgradable_read().is_none());
    drop(writer);
    assert_free(&lock);
}

#[test]
fn readers_behind_a_writer_come_in_together_up_to_the_next_writer() {
    let lock = with_readers(10);
    let first = lock.try_write();
    let mut readers: Vec<_> = (0..3).map(|_| Task::waiting(lock.read())).collect();
    let mut second = Task::waiting(lock.write());
    let mut last = Task::waiting(lock.read());
    drop(first);
    assert!(readers.iter().all(Task::woken));
    assert!(!second.woken() && !last.woken());
    let guards: Vec<_> = readers.iter_mut().map(Task::ready).collect();
    second.pending();
    drop(guards);
    let guard = second.ready();
    last.pending();
    drop(guard);
    drop(last.ready());
    assert_free(&lock);
}

#[test]
fn readers_are_not_starved_by_writers_who_come_later() {
    let lock = with_readers(10);
    let first = lock.try_write();
    let mut reader = Task::waiting(lock.read());
    let mut second = Task::waiting(lock.write());
    drop(first);
    assert!(reader.woken() && !second.woken());
    drop(reader.ready());
    drop(second.ready());
    assert_free(&lock);
}

#[test]
fn a_cancelled_writer_lets_the_readers_behind_it_in() {
    for max in [2, 3, usize::MAX] {
        let lock = with_readers(max);
        let reading = lock.try_read().unwrap();
        let writer = Task::waiting(lock.write());
        let mut readers = [Task::waiting(lock.read()), Task::waiting(lock.read())];
        drop(writer);
        assert_eq!([readers[0].woken(), readers[1].woken()], [true, max > 2]);
        let first = readers[0].ready();
        drop(reading);
        let second = readers[1].ready();
        drop((first, second));
        assert_free(&lock);
    }
}

#[test]
fn a_writer_that_was_granted_and_is_dropped_lets_all_readers_in() {
    let lock = with_readers(10);
    let first = lock.try_write();
    let second = Task::waiting(lock.write());
    let mut readers = [Task::waiting(lock.read()), Task::waiting(lock.read())];
    drop(first);
    assert!(second.woken());
    drop(second);
    for reader in &mut readers {
        assert!(reader.woken());
        drop(reader.ready());
    }
    assert_free(&lock);
}

#[test]
fn two_writers_that_are_polled_in_reverse_in_one_task_keep_their_order() {
    let lock = with_readers(3);
    let reader = lock.try_read();
    let mut first = Task::waiting(lock.write());
    let mut second = Task::waiting(lock.clone().write_owned());
    for _ in 0..3 {
        second.pending();
        first.pending();
    }
    drop(reader);
    second.pending();
    drop(first.ready());
    drop(second.ready());
    assert_free(&lock);
}

#[test]
fn a_recursive_read_waits_behind_a_writer_and_a_try_does_not() {
    let lock = with_readers(3);
    let outer = lock.try_read();
    let writer = Task::waiting(lock.write());
    let mut inner = Task::waiting(lock.read());
    assert!(lock.try_read().is_none());
    inner.pending();
    // The way out of the deadlock.
    drop(inner);
    drop(writer);
    drop(outer);
    assert_free(&lock);
}

#[test]
fn many_readers_leave_one_by_one_and_the_writer_collects() {
    let lock = with_readers(100);
    let readers: Vec<_> = (0..100).map(|_| lock.try_read().unwrap()).collect();
    let mut writer = Task::waiting(lock.write());
    for (i, reader) in readers.into_iter().enumerate() {
        writer.pending();
        drop(reader);
        assert_eq!(writer.woken(), i == 99);
    }
    drop(writer.ready());
    assert_free(&lock);
}

#[test]
fn a_writer_lets_thousands_of_readers_in_at_once() {
    let lock = with_readers(usize::MAX);
    let writer = lock.try_write();
    let mut readers: Vec<_> = (0..5_000).map(|_| Task::waiting(lock.read())).collect();
    drop(writer);
    let guards: Vec<_> = readers.iter_mut().map(Task::ready).collect();
    assert!(lock.try_write().is_none());
    drop(guards);
    assert_free(&lock);
}

/// Readers are woken some at a time, and meanwhile may come and go: a writer may get in, whom the rest of
/// the line has to wait for.
#[test]
fn a_writer_that_gets_in_while_readers_are_woken_is_alone() {
    let lock = with_readers(usize::MAX);
    let holder = lock.try_write();
    let readers: Vec<_> = (0..100)
        .map(|_| {
            let read = Arc::new(Mutex::new(Task::new(lock.clone().read_owned())));
            let woken = read.clone();
            // Reads, and leaves, as soon as it is woken.
            let hooks = Hooks::new().on_wake(move || drop(woken.lock().unwrap().ready()));
            assert!(
                hooks
                    .with(|w| read.lock().unwrap().poll_with(w))
                    .is_pending()
            );
            hooks
        })
        .collect();
    let mut writer = Task::waiting(lock.write());
    let mut late = Task::waiting(lock.read());
    drop(holder);
    assert!(readers.iter().all(|reader| reader.wakes() == 1));
    let guard = writer.ready();
    late.pending();
    drop(guard);
    drop(late.ready());
    assert_free(&lock);
}

#[test]
fn a_waker_that_panics_keeps_no_reader_waiting() {
    let lock = with_readers(usize::MAX);
    let writer = lock.try_write();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut readers: Vec<_> = (0..100).map(|_| Task::new(lock.read())).collect();
    assert!(hooks.with(|w| readers[0].poll_with(w)).is_pending());
    readers[1..].iter_mut().for_each(Task::pending);
    assert_eq!(panics(|| drop(writer)), "wake");
    assert!(readers[1..].iter().all(Task::woken));
    let guards: Vec<_> = readers.iter_mut().map(Task::ready).collect();
    drop(guards);
    assert_free(&lock);
}
