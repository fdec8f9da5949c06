package main

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// virtual is a clock that only the making of sample data moves.
type virtual struct {
	mu sync.Mutex
	at time.Time
}

func (v *virtual) now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.at
}

// move sets the clock forward; it never goes back.
func (v *virtual) move(to time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if to.After(v.at) {
		v.at = to
	}
}

// back sets the clock to where the story begins.
func (v *virtual) back(to time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at = to
}

// agenda is what will happen, ordered by time; of two things at one moment the first noted comes first.
type agenda struct {
	items appointments
	seq   int
}

type appointment struct {
	at  time.Time
	seq int
	do  func(ctx context.Context) error
}

// note puts something on the agenda. Times are whole seconds, as people live.
func (a *agenda) note(at time.Time, do func(ctx context.Context) error) {
	a.seq++
	heap.Push(&a.items, appointment{at.Truncate(time.Second).Add(time.Second), a.seq, do})
}

// next takes the earliest appointment; ok is false when there is none left until end.
func (a *agenda) next(end time.Time) (appointment, bool) {
	if len(a.items) == 0 || a.items[0].at.After(end) {
		return appointment{}, false
	}
	return heap.Pop(&a.items).(appointment), true
}

// appointments implements heap.Interface.
type appointments []appointment

func (l appointments) Len() int { return len(l) }

func (l appointments) Less(i, j int) bool {
	if !l[i].at.Equal(l[j].at) {
		return l[i].at.Before(l[j].at)
	}
	return l[i].seq < l[j].seq
}

func (l appointments) Swap(i, j int) { l[i], l[j] = l[j], l[i] }

// Push implements heap.Interface.
func (l *appointments) Push(x any) { *l = append(*l, x.(appointment)) }

// Pop implements heap.Interface.
func (l *appointments) Pop() any {
	old := *l
	last := old[len(old)-1]
	*l = old[:len(old)-1]
	return last
}
