//! What channels, maps, wait groups and scopes keep and allocate, counted by the allocator. A binary of its own,
//! since there is one global allocator for each.

mod broadcast;
mod channels;
mod counting;
mod maps;
mod oneshot;
mod shutdown;
mod waitgroup;
mod watch;
