package httpapi

import (
	"slices"

	"huiyin/engine/process"
)

// steps is the bar of statuses: the main path in the order of the flow, without what the record passed by. A status off
// the main path stands there only while the record is in it, between what it came from and what it leads back to. What a
// return has yet to walk again is ahead.
func steps(p *process.Process, s *process.State, lang string) []StatusView {
	been := map[string]bool{}
	for _, visit := range s.Visits {
		been[visit.Status] = true
	}
	main := p.MainPath()
	at, way := slices.Index(main, s.Status), main
	if at < 0 {
		at = branchedOff(main, s) + 1
		rest := main[at:]
		if back := slices.Index(main, p.Rejoins(s.Status)); back < 0 {
			rest = nil
		} else if back > at {
			rest = main[back:]
		}
		way = slices.Concat(main[:at], []string{s.Status}, rest)
	}
	out := []StatusView{}
	for i, key := range way {
		state := "now"
		switch {
		case i < at && been[key]:
			state = "past"
		case i > at && s.State == "running":
			state = "ahead"
		case i != at:
			continue
		}
		st, _ := p.Status(key)
		out = append(out, StatusView{Key: st.Key, Title: st.Title.In(lang), Color: st.Color, Category: st.Category, State: state})
	}
	return out
}

// branchedOff is the place on the main path that the record left it from, -1 when it was never on it.
func branchedOff(main []string, s *process.State) int {
	for _, visit := range slices.Backward(s.Visits) {
		if at := slices.Index(main, visit.Status); at >= 0 {
			return at
		}
	}
	return -1
}
