//! The search for files, on a thread of its own.

use std::{cell::Cell, collections::HashSet, ffi::OsString, path::Path};

use mea::blocking::block_on;
use walkdir::{DirEntry, WalkDir};

use crate::{queue::Queue, roots::Root, tally::Tally};

/// Sends every regular file below `roots` into the queue, and ends the queue.
pub(crate) fn walk(roots: &[Root], exclude: &HashSet<OsString>, queue: &Queue, tally: &Tally) {
    // Also if something here panics: nobody is to wait for files that do not come.
    struct End<'a>(&'a Queue);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            block_on(self.0.end());
        }
    }
    let _end = End(queue);

    block_on(async {
        for root in roots {
            let goes_on = match root {
                Root::File(path) => queue.push(path.clone()).await,
                Root::Dir(path) => walk_dir(path, exclude, queue, tally).await,
            };
            if !goes_on {
                break;
            }
        }
    });
}

/// `false` if the queue takes no more.
async fn walk_dir(dir: &Path, exclude: &HashSet<OsString>, queue: &Queue, tally: &Tally) -> bool {
    let excluded = Cell::new(0);
    let is_wanted = |entry: &DirEntry| {
        let wanted = entry.depth() == 0 || !exclude.contains(entry.file_name());
        excluded.set(excluded.get() + u64::from(!wanted));
        wanted
    };
    // Symbolic links are not followed, so there are no loops.
    for entry in WalkDir::new(dir).into_iter().filter_entry(is_wanted) {
        tally.excluded(excluded.take()).await;
        match entry {
            // Opening a pipe or a device might wait for ever.
            Ok(entry) if entry.file_type().is_file() => {
                if !queue.push(entry.into_path()).await {
                    return false;
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(dir).to_owned();
                tally.unreadable(path, error.into()).await;
            }
        }
    }
    tally.excluded(excluded.take()).await;
    true
}
