package process

import "slices"

// Overtaken is the reason of an entry that was waived because the record went back before the customer was told.
const Overtaken = "overtaken"

// lapse lets fall what was to be said of an earlier round when the record comes into a status that makes it untrue: the
// entries not yet kept are waived, their tasks cancelled, their clocks ended. What a later visit promises is owed anew.
// Older entries that were to be told together with a lapsed one, and still hold, get a task of their own again.
func (r *run) lapse(status string) {
	var left []int
	for i := range r.p.spec.Promises {
		p := &r.p.spec.Promises[i]
		if !slices.Contains(p.Lapses, status) {
			continue
		}
		before := len(left)
		for k, e := range r.ledger {
			if e.Promise == p.Key && !e.Kept() {
				left = append(left, k)
				r.overtake(k)
			}
		}
		if len(left) > before {
			r.forget("told:" + p.Key)
		}
	}
	for _, k := range left {
		r.alone(r.ledger[k].Task)
	}
}

// overtake waives an entry because what it says is no longer so. Nobody was told and nobody decided that they need not
// be, so that the point of having told is not reached.
func (r *run) overtake(i int) {
	e := &r.ledger[i]
	r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == e.ID })
	e.State, e.Reason, e.At, e.By = "waived", Overtaken, r.now, ""
	r.emit(Event{Type: "promise_waived", Key: e.Promise, To: e.Customer, Data: map[string]any{"entry": e.ID, "reason": Overtaken}})
}

// renewed notes that what lapsed so far is owed anew: whoever is still to be told has an entry of the status just entered.
func (r *run) renewed() {
	for i := range r.ledger {
		if e := &r.ledger[i]; e.State == "waived" && e.Reason == Overtaken {
			e.Renewed = true
		}
	}
}

// Unheard reports whether the entry at i stands in the way of closing: it is not kept, or it lapsed and nothing was
// promised since to the customer, who would otherwise hear neither what was decided first nor what came of it.
func Unheard(ledger []Entry, i int) bool {
	e := ledger[i]
	if e.State != "waived" || e.Reason != Overtaken {
		return !e.Kept()
	}
	return !e.Renewed && !slices.ContainsFunc(ledger[i+1:], func(o Entry) bool {
		return o.Customer == e.Customer && (o.State != "waived" || o.Reason != Overtaken)
	})
}

// forget ends the clocks that measure telling what lapsed. They wait for their start point as if they had not run.
func (r *run) forget(point string) {
	for _, s := range r.p.slas {
		i := r.clock(s.Key)
		if !slices.Contains(s.Stop, point) || i < 0 || r.s.SLAs[i].Done {
			continue
		}
		k := &r.s.SLAs[i]
		if !k.Idle {
			r.endClock(i, k.Cancel(r.calendar(k.Calendar), r.now))
		}
		k.Done, k.Idle = true, true
	}
}

// alone gives the open entries whose task was cancelled with a lapsed one a task again.
func (r *run) alone(task string) {
	for j, o := range r.ledger {
		if task == "" || o.Task != task || o.Kept() {
			continue
		}
		if p := r.p.promise(o.Promise); p != nil {
			r.byHandTask(j, p, r.contactOf(j))
		}
	}
}

// past reports whether an entry belongs to a round that is over: its promise does not hold where the record stands now,
// or was made again since.
func (r *run) past(i int) bool {
	e := r.ledger[i]
	p := r.p.promise(e.Promise)
	if p != nil && slices.Contains(p.Lapses, r.s.Shown().Status) {
		return true
	}
	return slices.ContainsFunc(r.ledger[i+1:], func(o Entry) bool { return o.Promise == e.Promise && o.Customer == e.Customer })
}

// bounced sees to an entry whose letter did not arrive. What it said of a round that is over nobody tells by hand; what
// was settled with it and still holds is somebody's work again.
func (r *run) bounced(i int, reason string) {
	if !r.past(i) {
		r.failEntry(i, reason, r.contactOf(i))
		return
	}
	r.ledger[i].Reason = reason
	again := r.uncarry(i)
	r.overtake(i)
	for _, j := range again {
		if p := r.p.promise(r.ledger[j].Promise); r.past(j) || p == nil {
			r.overtake(j)
		} else {
			r.byHandTask(j, p, r.contactOf(j))
		}
	}
}
