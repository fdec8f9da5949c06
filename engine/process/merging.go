package process

import (
	"slices"

	"huiyin/engine/effect"
)

// merging is what another record of the same merge says.
func (r *run) merging() {
	m := r.cmd.Merging
	if m == nil || r.p.spec.Merge == nil {
		return
	}
	at := slices.IndexFunc(r.s.Members, func(one Member) bool { return one.ID == m.Record })
	switch {
	case m.Kind == "joined" && at < 0:
		r.s.Members = append(r.s.Members, Member{ID: m.Record, Users: m.Users})
		r.emit(Event{Type: "member_joined", Key: m.Record, Text: m.Title})
	case m.Kind == "left" && at >= 0:
		r.s.Members = slices.Delete(r.s.Members, at, at+1)
		r.emit(Event{Type: "member_left", Key: m.Record, Text: m.Title})
	case m.Kind == "lead" && r.s.Aside != nil && r.s.Aside.Into == m.Record && r.s.Aside.Seq < m.Seq:
		r.lead()
	case m.Kind == "reply" && at >= 0:
		r.emit(Event{Type: "heard", Key: m.Record, Text: m.Title})
		if r.s.State != "running" { // what it waits for it waits to hear from its own customer
			r.reply()
		}
	case m.Kind == "press" && at >= 0:
		r.emit(Event{Type: "member_pressed", Key: m.Button, Text: m.Title, Data: map[string]any{"record": m.Record}})
		r.pressedBy(m)
	case m.Kind == "refused" && r.s.Aside != nil && r.s.Aside.Into == m.Record:
		r.emit(Event{Type: "refused", Key: m.Record, Text: m.Title})
		r.takeOut()
	case m.Kind == "deleted" && r.s.Aside != nil:
		r.takeOut()
	}
	if len(r.s.Members) == 0 {
		r.s.Members = nil
	}
}

// lead follows the record this one went up in: the customer is told what that one's customer is told, and what was missed
// of it, unless another record of the merge does so.
func (r *run) lead() {
	m, a := r.cmd.Merging, *r.s.Aside
	news := r.news()
	quiet := slices.Contains(m.Quiet, r.in.RecordID)
	missed := a.missed(m.Way)
	was := a.Lead
	a.Seq, a.Lead, a.State = m.Seq, m.Status, m.State
	if n := len(m.Way); n > 0 {
		a.Heard = m.Way[n-1].At
	}
	a.Answered = a.Answered && len(news) == 0
	r.s.Aside = &a
	if len(news) > 0 {
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.During != "" && t.AdHoc.During == was })
	}
	if was != "" {
		for _, at := range missed {
			r.lapse(at.Status)
		}
	}
	for _, status := range news {
		a.Visits = append(slices.Clip(a.Visits), Visit{Status: status, Gen: r.gen(), At: r.now})
		if over := len(a.Visits) - keepHeard; over > 0 {
			a.Visits = slices.Clone(a.Visits[over:])
		}
		r.emit(Event{Type: "followed", Status: status, From: was})
		was = status
		r.lapse(status)
		if !quiet {
			r.telling(status)
		}
	}
	for _, letter := range m.Say {
		if !quiet {
			r.act(r.p.says[letter], "process", letter)
		}
	}
}

// news lists the statuses of the other record that this one has to follow: what was passed without its hearing and still
// promises something, and where that one stands now.
func (r *run) news() []string {
	m, a := r.cmd.Merging, r.s.Aside
	missed := a.missed(m.Way)
	again := a.Lead != m.Status
	if n := len(missed); n > 0 && missed[n-1].Status == m.Status {
		missed, again = missed[:n-1], true
	}
	var out []string
	for i, at := range missed {
		if r.owes(at.Status, append(slices.Clone(missed[i+1:]), effect.Passing{Status: m.Status}), a.Lead == "") {
			out = append(out, at.Status)
		}
	}
	if again {
		out = append(out, m.Status)
	}
	return out
}

// missed is the part of the way that has not been heard of. Who hears for the first time has missed all of it; who
// heard before the way was told with it, nothing.
func (a *Aside) missed(way []effect.Passing) []effect.Passing {
	switch {
	case a.Lead == "":
		return way
	case a.Heard.IsZero():
		return nil
	}
	last := -1
	for i, v := range way {
		if v.At.Equal(a.Heard) && v.Status == a.Lead {
			last = i
		}
	}
	for i, v := range way {
		if v.At.After(a.Heard) || v.At.Equal(a.Heard) && last >= 0 && i > last {
			return way[i:]
		}
	}
	return nil
}

// owes reports whether a status that was passed promises something that none of the later ones settles with what it
// promises itself. Who has just come is not told again what they were told before.
func (r *run) owes(status string, later []effect.Passing, first bool) bool {
	return slices.ContainsFunc(r.p.spec.Promises, func(p Promise) bool {
		if !slices.Contains(p.Statuses, status) || first && r.made(p.Key) {
			return false
		}
		return !slices.ContainsFunc(r.p.spec.Promises, func(o Promise) bool {
			return (o.Key == p.Key || slices.Contains(o.Settles, p.Key)) && slices.ContainsFunc(later, func(l effect.Passing) bool { return slices.Contains(o.Statuses, l.Status) })
		})
	})
}

// made reports whether a promise was made before, beside what a merge that was undone left.
func (r *run) made(promise string) bool {
	return slices.ContainsFunc(r.ledger, func(e Entry) bool { return e.Promise == promise && e.Reason != "unmerged" })
}

// Way lists the statuses that led to where the record stands, the current one last, each with the moment it was
// entered. What it came back from is left out.
func (s State) Way() []effect.Passing {
	var out []effect.Passing
	for _, v := range append(slices.Clip(s.Visits), Visit{Status: s.Status, At: s.StatusSince}) {
		at := slices.IndexFunc(out, func(o effect.Passing) bool { return o.Status == v.Status })
		switch {
		case at >= 0 && at == len(out)-1: // another step of it
			continue
		case at >= 0:
			out = out[:at]
		}
		out = append(out, effect.Passing{Status: v.Status, At: v.At})
	}
	return out
}

// telling starts the clocks of the promises that a status makes, and makes them.
func (r *run) telling(status string) {
	for _, s := range r.p.slas {
		if s.tells() && slices.Contains(s.Start, "enter:"+status) {
			r.startClock(s)
		}
	}
	r.promise(status)
}
