package httpapi

import (
	"time"

	"huiyin/engine"
	"huiyin/engine/process"
)

// BranchView is a parallel branch that is under way: its tasks and waits name it.
type BranchView struct {
	ID     int64  `json:"id"`
	Parent int64  `json:"parent"` // branch it is a branch of; 0 = none
	Fork   string `json:"fork"`   // title of where the branches began, "" when it has none
	Title  string `json:"title"`  // of its first step
}

// WaitView is something the record waits for beside people.
type WaitView struct {
	Node    string     `json:"node"`
	Title   string     `json:"title"`
	Kind    string     `json:"kind"` // time, condition, answer
	Since   time.Time  `json:"since"`
	Until   *time.Time `json:"until"`   // when it goes on by itself
	Timeout *time.Time `json:"timeout"` // when it gives up
	Branch  int64      `json:"branch"`
	Stuck   bool       `json:"stuck"` // the call has failed for good: an administrator retries or skips it
}

// branchViews lists the live branches, outer ones before what is inside them.
func branchViews(proc *process.Process, s *process.State, lang string) []BranchView {
	out := []BranchView{}
	first := map[string]string{}
	for _, t := range proc.Spec().Transitions {
		first[t.Key] = t.To
	}
	for _, region := range s.Scopes {
		if region.Fork == "" {
			continue
		}
		fork, _ := proc.Node(region.Fork)
		n, _ := proc.Node(first[region.Via])
		out = append(out, BranchView{ID: region.ID, Parent: region.Parent, Fork: fork.Title.In(lang), Title: n.Title.In(lang)})
	}
	return out
}

func waitViews(proc *process.Process, r *engine.Record, lang string) []WaitView {
	out := []WaitView{}
	for _, rest := range proc.Waiting(*r.Proc) {
		v := WaitView{Node: rest.Node.Key, Title: rest.Node.Title.In(lang), Kind: "condition", Since: rest.Token.At,
			Until: rest.Until, Timeout: rest.Timeout, Branch: rest.Token.Scope}
		switch {
		case rest.Token.Effect != "":
			v.Kind = "answer"
		case rest.Until != nil:
			v.Kind = "time"
		}
		for _, e := range r.Outbox {
			v.Stuck = v.Stuck || e.ID == rest.Token.Effect && e.State == "incident"
		}
		out = append(out, v)
	}
	return out
}

// branchOf is the branch that a task of the flow belongs to, 0 for none.
func branchOf(s *process.State, t process.Task) int64 {
	for _, token := range s.Tokens {
		if token.ID == t.Token {
			return token.Scope
		}
	}
	return 0
}
