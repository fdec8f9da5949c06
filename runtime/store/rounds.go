package store

import "sync"

// Rounds does background work once at a time for each key. The zero Rounds is ready.
type Rounds struct {
	mu    sync.Mutex
	again map[string]bool // of the keys at work: whether another round was asked for
}

// Start has work done for a key in a goroutine of its own. While an earlier round runs, which may have looked already
// at what is new, it is done once more behind it.
func (r *Rounds) Start(key string, work func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, busy := r.again[key]; busy {
		r.again[key] = true
		return
	}
	if r.again == nil {
		r.again = map[string]bool{}
	}
	r.again[key] = false
	go func() {
		for more := true; more; more = r.next(key) {
			work()
		}
	}()
}

// next reports whether another round was asked for; otherwise the key is at rest.
func (r *Rounds) next(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := r.again[key]
	r.again[key] = false
	if !asked {
		delete(r.again, key)
	}
	return asked
}

// Busy reports whether work is done for a key, or about to be.
func (r *Rounds) Busy(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, busy := r.again[key]
	return busy
}
