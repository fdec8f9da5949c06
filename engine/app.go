package engine

import (
	"sort"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// App is a compiled release: everything an app's definitions say, ready to decide. It is immutable but for Pin
// and safe for concurrent use.
type App struct {
	Key     string
	Title   definition.Text
	Release int
	Spec    definition.AppSpec

	bundle    definition.Bundle
	zone      *time.Location
	forms     map[string]*form.Form
	processes map[string]*process.Process
	pinned    map[pin]*process.Process
	rules     *rule.Set
	policy    *access.Policy
	calendars map[string]*calendar.Calendar
	always    *calendar.Calendar // of an app that has none
	lists     map[string]definition.ListSpec
	messages  map[string]action.Message

	connectors map[string]definition.ConnectorSpec
	inbound    map[string]*inbound // by connector
}

type pin struct {
	process string
	release int
}

// Form returns the compiled form.
func (a *App) Form(key string) (*form.Form, bool) {
	f, ok := a.forms[key]
	return f, ok
}

// Forms returns all forms in menu order.
func (a *App) Forms() []*form.Form {
	out := make([]*form.Form, 0, len(a.forms))
	for _, f := range a.forms {
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool {
		x, y := out[i].Spec(), out[j].Spec()
		if x.Order != y.Order {
			return x.Order < y.Order
		}
		return out[i].Key() < out[j].Key()
	})
	return out
}

// Process returns the process as it was in a release; release 0 or the current one is the newest.
func (a *App) Process(key string, release int) (*process.Process, bool) {
	if p, ok := a.pinned[pin{key, release}]; ok {
		return p, true
	}
	p, ok := a.processes[key]
	return p, ok
}

// keeps reports whether the process a state runs on is there as it was.
func (a *App) keeps(s process.State) bool {
	_, ok := a.pinned[pin{s.Process, s.Release}]
	return ok
}

// Current returns the process of the current release; ok is false when it no longer has it.
func (a *App) Current(key string) (*process.Process, bool) {
	p, ok := a.processes[key]
	return p, ok
}

// Policy answers permission questions.
func (a *App) Policy() *access.Policy { return a.policy }

// Zone is the app's time zone.
func (a *App) Zone() *time.Location { return a.zone }

// Calendar returns a calendar; an empty or unknown key is the app's own.
func (a *App) Calendar(key string) *calendar.Calendar {
	if c, ok := a.calendars[key]; ok {
		return c
	}
	if c, ok := a.calendars[a.Spec.Calendar]; ok {
		return c
	}
	return a.always
}

// List returns a dictionary.
func (a *App) List(key string) (definition.ListSpec, bool) {
	l, ok := a.lists[key]
	return l, ok
}

// Definitions returns the definitions of a kind, ordered by key.
func (a *App) Definitions(kind string) []definition.Definition { return a.bundle.Of(kind) }

// Rules lists every rule's key in evaluation order for a form.
func (a *App) Rules() *rule.Set { return a.rules }

// Language is what people without a language of their own get.
func (a *App) Language() string {
	if len(a.Spec.Languages) > 0 {
		return a.Spec.Languages[0]
	}
	return "zh"
}

// TitleOf is the title of a definition in a language, its key where it has none.
func (a *App) TitleOf(kind, key, lang string) string {
	d, ok := a.bundle.Get(kind, key)
	if title := d.Title.In(lang); ok && title != "" {
		return title
	}
	return key
}
