//! The allocator of the WebAssembly: memory is handed out from one end to the other, and once nothing of it is in use any
//! more it is wiped and handed out anew.
//!
//! Nothing outlasts a call, so each call finds the memory empty and leaves it empty: it cannot fill up or come apart, and
//! holds no secret between two calls, whoever allocated what held it. A general allocator with another crate to wipe what
//! it frees is larger by a twentieth of the `.wasm`.

#![expect(unsafe_code, reason = "an allocator hands out memory, which only unsafe code can")]

#[cfg(any(target_feature = "atomics", not(target_os = "unknown")))]
compile_error!("the arena is for a WebAssembly without threads, whose memory nobody else makes larger");

use core::arch::wasm32::{memory_grow, memory_size};
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr;

const PAGE: usize = 1 << 16;

pub(super) struct Arena {
    /// Where its memory begins: behind what was there at the first allocation.
    start: Cell<usize>,
    /// Where the next allocation may begin.
    next: Cell<usize>,
    /// How many allocations are in use.
    in_use: Cell<usize>,
}

impl Arena {
    pub(super) const fn new() -> Self {
        Arena { start: Cell::new(0), next: Cell::new(0), in_use: Cell::new(0) }
    }
}

// SAFETY: this WebAssembly has no threads.
unsafe impl Sync for Arena {}

// SAFETY: what is handed out is aligned, is within the memory, and is not handed out again while anything is in use.
// Nobody else grows the memory, and nobody else uses what `memory_grow` has added.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = memory_size::<0>() * PAGE;
        if self.start.get() == 0 {
            self.start.set(size);
            self.next.set(size);
        }
        let (align, next) = (layout.align() - 1, self.next.get());
        let start = next + (next.wrapping_neg() & align);
        let Some(end) = start.checked_add(layout.size()) else { return ptr::null_mut() };
        if end > size && memory_grow::<0>((end - size).div_ceil(PAGE)) == usize::MAX {
            return ptr::null_mut();
        }
        self.next.set(end);
        self.in_use.set(self.in_use.get() + 1);
        ptr::with_exposed_provenance_mut(start)
    }

    #[inline(never)]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {
        self.in_use.set(self.in_use.get() - 1);
        if self.in_use.get() == 0 {
            let start = self.start.get();
            let used = self.next.get() - start;
            // SAFETY: all of it was handed out, and none of it is in use.
            unsafe { ptr::write_bytes(ptr::with_exposed_provenance_mut::<u8>(start), 0, used) };
            self.next.set(start);
        }
    }
}
