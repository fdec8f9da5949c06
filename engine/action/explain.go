package action

import "huiyin/engine/effect"

// Finding is whom a rule finds, and how it came to them.
type Finding struct {
	People []effect.Person
	Why    string // in the app's language, as history would have it
	Way    int    // place of the way that found them; -1: none did, and the rule's Empty decided
	Turn   bool   // the way takes turns: who is next is only known when it is somebody's turn
	Ways   []Way
}

// Way is what one way of a rule comes to, whether it was asked or not.
type Way struct {
	Holds  bool // its condition does
	Failed bool // its condition cannot be worked out
	Pool   []effect.Person
}

// Explain is Resolve with all that was looked at on the way. ok is false while an answer is missing.
func Explain(rule PeopleRule, c *Context) (out Finding, ok bool) {
	s := newSearch(c)
	out.Way, ok = -1, true
	for i, f := range rule.Find {
		holds, err := f.applies(c)
		way := Way{Holds: holds && err == nil, Failed: err != nil}
		if way.Holds {
			pool, answered := s.pool(f)
			way.Pool, ok = pool, ok && answered
			if people, _, found := s.find(f); found && len(people) > 0 && out.Way < 0 {
				out.Way, out.Turn = i, f.Pick == roundRobin && len(pool) > 1
			}
		}
		out.Ways = append(out.Ways, way)
	}
	people, why, answered := Resolve(rule, c)
	out.People, out.Why = people, why
	return out, ok && answered
}
