package trial

import (
	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/calendar"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// Step is one thing that happens in a trial.
type Step struct {
	// Do is submit, act, edit, say (the customer writes), wait, or outside (how the world outside behaves from now on).
	Do  string `json:"do"`
	Who string `json:"who"` // user id, or Customer

	Data map[string]any `json:"data"` // submit, edit, act: fields

	// Kind is what an act is: button, claim, transfer, move, withdraw or urge; the rest is what a press sends.
	Kind    string         `json:"kind"`
	Task    string         `json:"task"`
	Button  string         `json:"button"`
	Comment string         `json:"comment"`
	To      string         `json:"to"`
	From    string         `json:"from"`
	Target  string         `json:"target"`
	Values  map[string]any `json:"values"`

	// Elapsed and Working are how long to wait, ISO 8601; neither: until something is due.
	Elapsed string `json:"elapsed"`
	Working string `json:"working"`

	// Calls and Mail are what becomes of calls and letters: ok or failed. "" leaves it as it is.
	Calls string `json:"calls"`
	Mail  string `json:"mail"`
}

// Customer is whoever fills the public form.
const Customer = "customer"

// acts are what people do; a merge needs records of real life, which a trial leaves alone.
var acts = map[string]bool{"button": true, "claim": true, "transfer": true, "move": true, "withdraw": true, "urge": true}

// request is what a step asks of the record, as the product would be asked.
func (s Step) request(app, form, id string, who access.Principal) (runtime.Request, problem.List) {
	q := runtime.Request{App: app, ID: id, Submission: engine.Submission{Form: form, Patch: s.Data, Who: who, Channel: "console"}}
	if q.Public = who.Kind == "customer"; q.Public {
		q.Channel = "public"
	}
	switch s.Do {
	case "submit":
		q.ID, q.Submission.ID, q.Kind = "", id, "create"
	case "edit":
		q.Kind = "edit"
	case "say":
		q.Kind, q.Comment = "comment", &engine.Comment{ID: "trial", Customer: true, Excerpt: s.Comment}
	case "act":
		if !acts[s.Kind] {
			return q, problem.List{problem.New("record.kind_unknown", "/kind", "kind", s.Kind)}
		}
		q.Kind = "act"
		q.Command = &process.Command{Kind: s.Kind, Task: s.Task, Button: s.Button, Comment: s.Comment, To: s.To, From: s.From, Target: s.Target, Data: s.Values}
		if q.Public && s.Comment != "" {
			q.Comment = &engine.Comment{ID: "trial", Customer: true, Excerpt: s.Comment}
		}
	default:
		return q, problem.List{problem.New("trial.step_unknown", "/do", "do", s.Do)}
	}
	return q, nil
}

// length is how long a step waits; until is true when it waits for what comes next.
func (s Step) length() (d calendar.Duration, until bool, problems problem.List) {
	text := s.Elapsed + s.Working
	if text == "" {
		return d, true, nil
	}
	period, err := calendar.ParsePeriod(text)
	if err != nil {
		return d, false, problem.List{problem.New("calendar.preview_period", "", "period", text)}
	}
	if s.Working != "" {
		return calendar.Duration{Working: period}, false, nil
	}
	return calendar.Duration{Elapsed: period}, false, nil
}
