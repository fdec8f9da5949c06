package rule

import (
	"errors"

	"huiyin/engine/action"
	"huiyin/engine/problem"
)

// Outcomes of a rule in a pass.
const (
	Matched      = "matched"
	NotMatched   = "not_matched"
	Failed       = "error"        // the condition or an action failed; what follows in the rule was not done
	LoopBlocked  = "loop_blocked" // it would have run, but rules lead to each other too long
	OnceOnly     = "once"         // it would have run, but did so before
	NotTriggered = "not_triggered"
)

// Trace explains what one rule did, or why it did nothing. Without Rule it is about the whole pass.
type Trace struct {
	Rule     string        `json:"rule,omitempty"`
	Release  int           `json:"release,omitempty"`
	Event    Event         `json:"event"`
	Outcome  string        `json:"outcome"`
	Leaves   []action.Leaf `json:"leaves,omitempty"` // verdict on each leaf of the condition, unless it did not match
	Actions  []Step        `json:"actions,omitempty"`
	Problems problem.List  `json:"problems,omitempty"`
}

// Outcomes of an action.
const (
	Done       = "done"
	Skipped    = "skipped"     // its own condition did not hold
	NotReached = "not_reached" // an action before it failed
)

// Step is what became of one action: done, skipped, error or not_reached. Note says who was chosen and why.
type Step struct {
	Key      string       `json:"key"`
	Do       string       `json:"do"`
	Outcome  string       `json:"outcome"`
	Note     string       `json:"note,omitempty"`
	Problems problem.List `json:"problems,omitempty"`
}

// faults turns what stopped something into problems with sentences.
func faults(err error) problem.List {
	var list problem.List
	if errors.As(err, &list) {
		return list
	}
	return problem.List{problem.New("rule.failed", "", "detail", err.Error())}
}

// ran reports whether the rule did anything that must not be done again.
func (t Trace) ran() bool {
	for _, s := range t.Actions {
		if s.Outcome == Done {
			return true
		}
	}
	return t.Outcome == Matched
}
