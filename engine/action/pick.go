package action

import (
	"sort"

	"huiyin/engine/effect"
)

// The ways to pick from a pool. An empty pick takes all.
const (
	pickAll     = "all"
	pickFirst   = "first"
	roundRobin  = "round_robin"
	leastLoaded = "least_loaded"
	pickOnly    = "only" // the only one there is, nobody where there are several
)

// pick chooses from a pool that is not empty, and says how. Whoever is away is passed over while somebody is there.
func (s *search) pick(f Find, pool []effect.Person) ([]effect.Person, string, bool) {
	if f.Pick == "" || f.Pick == pickAll || len(pool) == 1 {
		return pool, "", true
	}
	if f.Pick == pickOnly {
		return nil, "", true
	}
	there := present(pool)
	switch f.Pick {
	case roundRobin:
		return s.turn(f, there)
	case leastLoaded:
		least := lightest(there)
		return []effect.Person{least}, s.say("action.why.least_loaded", "open", least.Open, "count", len(there)), true
	}
	return there[:1], s.say("action.why.first", "count", len(there)), true
}

func present(pool []effect.Person) []effect.Person {
	var there []effect.Person
	for _, p := range pool {
		if p.Substitute == "" {
			there = append(there, p)
		}
	}
	if len(there) == 0 {
		return pool
	}
	return there
}

// turn draws the next number of the pool's counter. The draw is recorded with the answers, so a retry and a replay
// choose the same person.
func (s *search) turn(f Find, pool []effect.Person) ([]effect.Person, string, bool) {
	pool = byID(pool)
	got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedCounter, Text: s.counter(f)})
	if !ok {
		return nil, "", false
	}
	n := int64(len(pool))
	chosen := pool[((got.Count-1)%n+n)%n]
	return []effect.Person{chosen}, s.say("action.why.round_robin", "count", len(pool)), true
}

// counter names whose turn it is: one sequence for each form and role, else for each form and people rule.
func (s *search) counter(f Find) string {
	whose := f.Role
	if f.By != "role" {
		whose = s.name
	}
	if whose == "" {
		whose = s.c.Source.Key + "." + s.c.Source.Action
	}
	return "rr:" + s.c.Form + ":" + whose
}

// lightest has the fewest open tasks; of equals whoever got the last task longest ago, then the smallest id.
func lightest(pool []effect.Person) effect.Person {
	sorted := append([]effect.Person(nil), pool...)
	sort.Slice(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		switch {
		case a.Open != b.Open:
			return a.Open < b.Open
		case !a.LastTask.Equal(b.LastTask):
			return a.LastTask.Before(b.LastTask)
		}
		return a.ID < b.ID
	})
	return sorted[0]
}
