package main

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"huiyin/engine"
	"huiyin/engine/process"
)

// playbook is demo/play.json: what the players of the sample data press and fill in, in the words of the package's own
// definitions. The program knows the story, which any such company has; the package knows what it is called there.
type playbook struct {
	Note      string `json:"note"`
	Form      string `json:"form"` // whose records the story is about
	Customers struct {
		Form      string         `json:"form"`
		Reachable map[string]any `json:"reachable"` // of who can be written to or called
	} `json:"customers"`
	Groups struct {
		Form     string   `json:"form"`
		Channels []string `json:"channels"` // that come from a group of customers
	} `json:"groups"`
	Roster struct {
		Form    string         `json:"form"`
		Night   string         `json:"night"`
		Weekend string         `json:"weekend"`
		Data    map[string]any `json:"data"`
	} `json:"roster"`
	Nodes struct {
		Look    string `json:"look"`
		Ask     string `json:"ask"`
		Judge   string `json:"judge"`
		Wait    string `json:"wait"`
		Plan    string `json:"plan"`
		Build   string `json:"build"`
		See     string `json:"see"`
		Explain string `json:"explain"`
		Recheck string `json:"recheck"`
		Answer  string `json:"answer"`
	} `json:"nodes"`
	Waiting   string `json:"waiting"`   // the status in which the customer is asked
	Revisited string `json:"revisited"` // the status of what was closed and looked at again
	Urgent    struct {
		When      string `json:"when"`
		Class     string `json:"class"`
		Otherwise string `json:"otherwise"`
	} `json:"urgent"`
	Twin struct {
		Field string `json:"field"`
		Value string `json:"value"`
	} `json:"twin"` // how a likely duplicate is marked
	Planned  string `json:"planned"`  // the field of the planned day
	Builders string `json:"builders"` // the role of who builds
	Consent  string `json:"consent"`  // the field of the consent
	Alone    struct {
		Customer string `json:"customer"`
		Unless   string `json:"unless"`
	} `json:"alone"` // the fields that say whether a customer is to be added
	Beats      map[string]beat                        `json:"beats"`
	Says       map[string]any                         `json:"says"`
	Named      map[string]any                         `json:"named"`
	Reach      map[string]map[string]any              `json:"reach"` // by contact
	Hidden     struct{ Public, Taken map[string]any } `json:"hidden"`
	Taken      map[string]any                         `json:"taken"` // what colleagues add who take it down
	Importance []string                               `json:"importance"`
	Nameless   []string                               `json:"nameless"` // channels without a customer
	Ways       []string                               `json:"ways"`     // of telling somebody
	Followers  []string                               `json:"followers"`
	Stations   []station                              `json:"stations"`
	Shown      struct {
		Status   string `json:"status"`
		Contact  string `json:"contact"`
		Language string `json:"language"`
	} `json:"shown"` // whose tracking page visitors are shown
	English struct {
		Channel string `json:"channel"`
	} `json:"english"`
	Phrases struct {
		ReleaseNote string   `json:"releaseNote"`
		Declined    regret   `json:"declined"`
		ByHand      []string `json:"byHand"` // when they told a customer themselves
		Revisited   []string `json:"revisited"`
		Added       []string `json:"added"` // to a drafted answer
	} `json:"phrases"`
}

// beat is one thing that happens: a button, with what goes with it.
type beat struct {
	Kind    string         `json:"kind"` // as commands have it, "" for a button of the task
	Button  string         `json:"button"`
	Comment string         `json:"comment"`
	Data    map[string]any `json:"data"`
}

// station is where a record may stand still, and how long ago it came then, in days.
type station struct {
	Status  string `json:"status"`
	Outcome string `json:"outcome"`
	Ages    [2]int `json:"ages"`
	Share   int    `json:"share"` // of those that are to stand there: the others do by themselves
}

// filled is a template with the values of the story; what comes to nothing is left out.
func filled(template, values map[string]any) map[string]any {
	out := map[string]any{}
	for key, v := range template {
		if name, ok := v.(string); ok && strings.HasPrefix(name, "$") {
			v = values[name[1:]]
		}
		if v != nil && v != "" {
			out[key] = v
		}
	}
	return out
}

// values are what is known of a suggestion from the beginning.
func (f *fate) values() map[string]any {
	out := map[string]any{"title": f.Title, "description": f.Description, "type": f.Type, "part": f.Module, "channel": f.channel, "name": f.name,
		"tag": f.Tag, "scope": f.Scope, "contentClass": f.ContentClass, "hurry": f.Urgency, "mood": f.Emotion, "releaseNote": f.ReleaseNote}
	for i, score := range f.Scores {
		out[fmt.Sprint("score", i+1)] = float64(score)
	}
	if f.Decline != nil {
		out["reason"], out["note"], out["instead"] = f.Decline.Reason, f.Decline.Note, f.Decline.Alternative
	}
	return out
}

// act has a beat happen on a record, at a task or, for a beat with a kind, on the record itself. more are values beside
// those of the suggestion.
func (t *story) act(ctx context.Context, r *engine.Record, f *fate, task, name string, more map[string]any) (bool, error) {
	b := t.script.Play.Beats[name]
	values := f.values()
	maps.Copy(values, more)
	cmd := process.Command{Kind: b.Kind, Button: b.Button, Comment: b.Comment}
	if b.Kind == "" {
		cmd.Task = task
	}
	return t.press(ctx, r, cmd, filled(b.Data, values))
}
