//! `split`, `merge`, `forget` and drop, for both kinds of permits.

use std::sync::Arc;

use mea::semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use crate::support::{Task, panics};

/// One body for both kinds; `$take` makes a permit of so many.
macro_rules! for_both {
    ($($name:ident($semaphore:ident, $take:ident) $body:block)*) => {
        mod borrowed {
            use super::*;
            $(#[test]
            fn $name() {
                fn take(semaphore: &Arc<Semaphore>, n: usize) -> SemaphorePermit<'_> {
                    semaphore.try_acquire(n).unwrap()
                }
                let $take = take;
                let $semaphore = Arc::new(Semaphore::new(10));
                $body
            })*
        }
        mod owned {
            use super::*;
            $(#[test]
            fn $name() {
                fn take(semaphore: &Arc<Semaphore>, n: usize) -> OwnedSemaphorePermit {
                    semaphore.clone().try_acquire_owned(n).unwrap()
                }
                let $take = take;
                let $semaphore = Arc::new(Semaphore::new(10));
                $body
                // Whatever the body did, it has left no owner behind.
                assert_eq!(Arc::strong_count(&$semaphore), 1);
            })*
        }
    };
}

for_both! {
    drop_releases_all_of_them(semaphore, take) {
        let permit = take(&semaphore, 4);
        assert_eq!((permit.permits(), semaphore.available_permits()), (4, 6));
        drop(permit);
        assert_eq!(semaphore.available_permits(), 10);
    }

    forget_keeps_them_from_being_released(semaphore, take) {
        take(&semaphore, 4).forget();
        assert_eq!(semaphore.available_permits(), 6);
    }

    split_takes_off_what_is_there_or_changes_nothing(semaphore, take) {
        let mut permit = take(&semaphore, 5);
        let two = permit.split(2).unwrap();
        assert_eq!((permit.permits(), two.permits()), (3, 2));
        assert!(permit.split(4).is_none());
        assert!(permit.split(usize::MAX).is_none());
        assert_eq!(permit.permits(), 3);
        let none = permit.split(0).unwrap();
        let rest = permit.split(3).unwrap();
        assert_eq!((none.permits(), rest.permits(), permit.permits()), (0, 3, 0));
        assert_eq!(semaphore.available_permits(), 5);
        drop(permit);
        drop(none);
        assert_eq!(semaphore.available_permits(), 5);
        drop(two);
        assert_eq!(semaphore.available_permits(), 7);
        drop(rest);
        assert_eq!(semaphore.available_permits(), 10);
    }

    merge_takes_them_over(semaphore, take) {
        let mut permit = take(&semaphore, 2);
        permit.merge(take(&semaphore, 3));
        permit.merge(take(&semaphore, 0));
        assert_eq!((permit.permits(), semaphore.available_permits()), (5, 5));
        drop(permit);
        assert_eq!(semaphore.available_permits(), 10);
    }

    merging_those_of_two_semaphores_panics_and_loses_none(semaphore, take) {
        let other = Arc::new(Semaphore::new(10));
        let mut permit = take(&semaphore, 2);
        let foreign = take(&other, 3);
        let message = panics(|| permit.merge(foreign));
        assert!(message.contains("two semaphores"), "{message}");
        assert_eq!((permit.permits(), semaphore.available_permits()), (2, 8));
        assert_eq!(other.available_permits(), 10, "released");
        drop(permit);
        assert_eq!(semaphore.available_permits(), 10);
    }

    merging_past_the_largest_number_panics_and_loses_none(semaphore, take) {
        semaphore.forget(10);
        semaphore.release(usize::MAX);
        let mut permit = take(&semaphore, usize::MAX);
        semaphore.release(3);
        let other = take(&semaphore, 3);
        let message = panics(|| permit.merge(other));
        assert!(message.contains("usize::MAX"), "{message}");
        assert_eq!((permit.permits(), semaphore.available_permits()), (usize::MAX, 3));
        permit.forget();
    }

    dropping_one_wakes_those_who_wait(semaphore, take) {
        let mut permit = take(&semaphore, 10);
        let mut first = Task::waiting(semaphore.acquire(2));
        let mut second = Task::waiting(semaphore.acquire(9));
        drop(permit.split(1));
        first.pending();
        drop(permit.split(1));
        first.ready().forget();
        second.pending();
        permit.split(1).unwrap().forget();
        drop(permit);
        second.pending();
        semaphore.release(2);
        drop(second.ready());
    }

    a_permit_without_permits_releases_nothing(semaphore, take) {
        let none = take(&semaphore, 0);
        let mut waits = Task::waiting(semaphore.acquire(11));
        drop(none);
        waits.pending();
        semaphore.release(1);
        drop(waits.ready());
    }

    a_panic_while_it_is_held_releases_it(semaphore, take) {
        panics(|| {
            let _permit = take(&semaphore, 4);
            panic!();
        });
        assert_eq!(semaphore.available_permits(), 10);
    }
}

#[test]
fn an_owned_permit_keeps_its_semaphore_alive() {
    let semaphore = Arc::new(Semaphore::new(2));
    let weak = Arc::downgrade(&semaphore);
    let mut permit = semaphore.try_acquire_owned(2).unwrap();
    let one = permit.split(1).unwrap();
    assert_eq!(weak.strong_count(), 2);
    permit.merge(one);
    assert_eq!(weak.strong_count(), 1);
    permit.forget();
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn a_permit_goes_to_another_thread() {
    let semaphore = Arc::new(Semaphore::new(2));
    let permit = semaphore.clone().try_acquire_owned(1).unwrap();
    let borrowed = semaphore.try_acquire(1).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || drop(permit));
        scope.spawn(move || drop(borrowed));
    });
    assert_eq!(semaphore.available_permits(), 2);
}
