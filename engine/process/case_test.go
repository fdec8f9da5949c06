package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/effect"
)

// caseFile is one scenario: a process and what people and time do to it.
type caseFile struct {
	Note      string                   `json:"note"`
	Cites     []string                 `json:"cites"`
	Process   string                   `json:"process"`
	Data      map[string]any           `json:"data"`
	Submitter *string                  `json:"submitter"`
	People    map[string]effect.Person `json:"people"` // overrides, an empty ID removes
	Roles     map[string][]string      `json:"roles"`
	Contacts  map[string][]Contact     `json:"contacts"`
	Start     string                   `json:"start"`
	Steps     []caseStep               `json:"steps"`
}

type caseStep struct {
	Note     string               `json:"note"`
	As       string               `json:"as"`
	At       string               `json:"at"`    // moves the clock
	After    calendar.Duration    `json:"after"` // or lets time pass
	Set      map[string]any       `json:"set"`   // fields changed before the command
	Roles    map[string][]string  `json:"roles"`
	Contacts map[string][]Contact `json:"contacts"`
	Cmd      *Command             `json:"cmd"`
	Problems []string             `json:"problems"`
	Want     caseWant             `json:"want"`
}

type caseWant struct {
	Status     string              `json:"status"`
	State      string              `json:"state"`
	Owner      string              `json:"owner"`
	Resolution string              `json:"resolution"`
	Tasks      *[]string           `json:"tasks"`
	Events     *[]string           `json:"events"` // types, complete
	Has        []string            `json:"has"`    // "type key level" among the events
	Lacks      []string            `json:"lacks"`
	Clocks     map[string]string   `json:"clocks"`
	Ledger     map[string]string   `json:"ledger"`
	Data       map[string]any      `json:"data"`
	Sent       *[]string           `json:"sent"`
	Notified   *[]string           `json:"notified"`
	Wake       string              `json:"wake"`
	Buttons    map[string][]string `json:"buttons"` // actor -> keys, "!code" when off
	Moves      map[string][]string `json:"moves"`
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d case files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var c caseFile
			decoder := json.NewDecoder(bytes.NewReader(raw))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&c); err != nil {
				t.Fatal(err)
			}
			if len(c.Cites) == 0 || len(c.Steps) == 0 {
				t.Fatal("a case cites what it proves and has steps")
			}
			c.run(t)
		})
	}
}

func (c caseFile) run(t *testing.T) {
	w := newWorld(t, compileFile(t, c.Process))
	for k, v := range c.Data {
		w.data[k] = v
	}
	if c.Submitter != nil {
		w.submitter = *c.Submitter
	}
	for id, p := range c.People {
		if w.people[id] = p; p.ID == "" {
			delete(w.people, id)
		}
	}
	w.merge(c.Roles, c.Contacts)
	if c.Start != "" {
		w.now = clockTime(t, c.Start)
		w.made = w.now
	}
	for i, step := range c.Steps {
		name := fmt.Sprintf("step %d %s", i, step.Note)
		w.prepare(step)
		if step.Cmd != nil {
			cmd := *step.Cmd
			if name, at := strings.CutPrefix(cmd.Task, "@"); at {
				cmd.Task = w.task(name)
			}
			if cmd.Effect == "@call" {
				cmd.Effect = w.calls[len(w.calls)-1]
			} else if strings.HasPrefix(cmd.Effect, "@") {
				cmd.Effect = w.effectOf(cmd.Entry)
			}
			got := codes(w.do(cmd, step.As))
			if want := step.Problems; !slices.Equal(got, want) && len(got)+len(want) > 0 {
				t.Fatalf("%s: problems %v, want %v", name, got, want)
			}
		}
		step.Want.compare(t, name, w)
	}
}

func (w *world) merge(roles map[string][]string, contacts map[string][]Contact) {
	for k, v := range roles {
		w.roles[k] = v
	}
	for k, v := range contacts {
		w.contacts[k] = v
	}
}

func (w *world) prepare(step caseStep) {
	if step.At != "" {
		w.now = clockTime(w.t, step.At)
	}
	if !step.After.IsZero() {
		at, err := w.cal.After(w.now, step.After)
		if err != nil {
			w.t.Fatal(err)
		}
		w.now = at
	}
	w.merge(step.Roles, step.Contacts)
	for k, v := range step.Set {
		w.data[k] = v
	}
	if len(step.Set) > 0 && step.Cmd == nil {
		w.must(Command{Kind: "data"}, "system")
	}
}

func (w *world) effectOf(entry string) string {
	for _, e := range w.ledger {
		if e.ID == entry {
			return e.Effect
		}
	}
	return "none"
}

func clockTime(t testing.TB, s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (want caseWant) compare(t *testing.T, name string, w *world) {
	t.Helper()
	same := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: %s is %v, want %v\nevents %v\n%s", name, what, got, want, w.eventTypes(), toJSON(t, w.s))
		}
	}
	for what, pair := range map[string][2]string{"status": {w.s.Status, want.Status}, "state": {w.s.State, want.State},
		"owner": {w.owner, want.Owner}, "resolution": {w.s.Resolution, want.Resolution}, "wake": {w.wake(), want.Wake}} {
		if pair[1] != "" {
			same(what, pair[0], pair[1])
		}
	}
	if want.Tasks != nil {
		same("tasks", w.openTasks(), *want.Tasks)
	}
	if want.Events != nil {
		same("events", w.eventTypes(), *want.Events)
	}
	for _, line := range want.Has {
		same("event "+line, slices.Contains(w.eventLines(), line), true)
	}
	for _, line := range want.Lacks {
		same("event "+line, slices.Contains(w.eventLines(), line), false)
	}
	for key, line := range want.Clocks {
		same("clock "+key, w.clockLine(key), line)
	}
	for id, line := range want.Ledger {
		same("entry "+id, w.entryLine(id), line)
	}
	for field, v := range want.Data {
		same("field "+field, w.data[field], v)
	}
	if want.Sent != nil {
		same("sent", append([]string{}, w.sent...), *want.Sent)
	}
	if want.Notified != nil {
		same("notified", append([]string{}, w.notified...), *want.Notified)
	}
	for actor, keys := range want.Buttons {
		same("buttons of "+actor, w.buttonKeys(actor), keys)
	}
	for actor, keys := range want.Moves {
		same("moves of "+actor, w.moveKeys(actor), keys)
	}
}

func (w *world) wake() string {
	if at := w.s.Wake(); at != nil {
		return at.In(zone).Format("2006-01-02 15:04")
	}
	return "none"
}

// openTasks shows every open task as "node: people", candidates in brackets.
func (w *world) openTasks() []string {
	out := []string{}
	for _, t := range w.s.Tasks {
		if t.State != "open" {
			continue
		}
		name := t.Node
		if t.AdHoc != nil {
			name = "adhoc " + t.AdHoc.Key
		}
		var people []string
		for _, p := range t.People {
			who := p.User
			if p.For != "" {
				who += " for " + p.For
			}
			switch p.State {
			case "open":
				people = append(people, who)
			case "candidate":
				people = append(people, "["+who+"]")
			}
		}
		out = append(out, name+": "+strings.Join(people, " "))
	}
	return out
}

func (w *world) eventTypes() []string {
	out := []string{}
	for _, e := range w.events {
		out = append(out, e.Type)
	}
	return out
}

func (w *world) eventLines() []string {
	out := []string{}
	for _, e := range w.events {
		what := e.Key
		for _, s := range []string{e.Status, e.Node} {
			if what == "" || e.Type == "status_entered" || e.Type == "status_left" {
				what = s
			}
			if what != "" {
				break
			}
		}
		line := e.Type + " " + what
		if e.Level != "" {
			line += " " + e.Level
		}
		if reason, ok := e.Data["reason"].(string); ok {
			line += " " + reason
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// clockLine shows a clock as "state used→due".
func (w *world) clockLine(key string) string {
	for _, k := range w.s.SLAs {
		if k.Key != key {
			continue
		}
		if k.Idle {
			return "idle"
		}
		line := fmt.Sprintf("%s #%d used %s", k.State, k.Cycle, k.Used(w.cal, w.now).Round(time.Minute))
		if k.DueAt != nil {
			line += " due " + k.DueAt.In(zone).Format("01-02 15:04")
		}
		return line
	}
	return "none"
}

func (w *world) entryLine(id string) string {
	for _, e := range w.ledger {
		if e.ID == id {
			return strings.Join(strings.Fields(e.State+" "+e.Reason+" "+e.Channel), " ")
		}
	}
	return "none"
}

func (w *world) buttonKeys(actor string) []string {
	out := []string{}
	for _, c := range w.p.Buttons(w.s, w.ledger, w.task(""), w.inputs(actor)) {
		key := c.Key
		if c.Off != nil {
			key += "!" + c.Off.Code
		}
		if len(c.Targets) > 0 {
			key += ">" + strings.Join(c.Targets, ",")
		}
		out = append(out, key)
	}
	return out
}

func (w *world) moveKeys(actor string) []string {
	out := []string{}
	for _, c := range w.p.Moves(w.s, w.ledger, w.inputs(actor)) {
		key := c.Key
		if c.Off != nil {
			key += "!" + c.Off.Code
		}
		out = append(out, key)
	}
	return out
}
