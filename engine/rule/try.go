package rule

import "slices"

// Try tells what a rule would do on an event, whether or not it waits for that event and is switched on: the verdict on
// every leaf of its condition and, where that holds, what becomes of each of its actions, which are run through in. What
// it did before (once) does not count. ok is false when there is no such rule.
func (s *Set) Try(key string, ev Event, in Inputs) (Trace, bool) {
	r, known := s.rules[key]
	if !known {
		return Trace{}, false
	}
	in.Fired = nil
	p := &pass{ev: ev, in: in, changed: slices.Clone(ev.Changed)}
	i := p.note(p.explain(r, p.dated(r.when)))
	if p.out.Trace[i].Outcome == Matched {
		if failed := p.run(i, r.before); failed {
			p.skip(i, r.after)
		} else {
			p.run(i, r.after)
		}
	}
	return p.out.Trace[i], true
}

// Form is the form a rule is about; ok is false when there is no such rule.
func (s *Set) Form(key string) (form string, ok bool) {
	r, ok := s.rules[key]
	if !ok {
		return "", false
	}
	return r.spec.Form, true
}
