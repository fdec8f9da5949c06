package presets_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/schema"
	"huiyin/presets"
)

// scenario is as much of a scenario as can be checked against the definitions without running it.
type scenario struct {
	Install string
	People  []struct {
		Login string
		Roles []string
	}
	Records []step
	Steps   []step
}

type step struct {
	As, Do, Form, Record, Save, Kind, Button, Field, To string
	Data, Values                                        map[string]any
	Refused                                             struct{ Problems []struct{ Code string } }
	Expect                                              *struct {
		Record, Status, Owner string
		Fields                map[string]any
		Filled                []string
		Tasks                 []struct {
			Node   string
			People []string
		}
		Loop []struct{ Promise string }
		Slas map[string]any
		List *struct {
			As, Form, View string
			Records        []string
		}
	}
}

func scenarioFiles(t *testing.T, name string) []string {
	t.Helper()
	files, err := fs.Glob(presets.FS(), path.Join(name, "scenarios", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// goldens are the golden scenarios of the presets' specification, 7.3 to 7.6, and the closure rules that scenarios play.
// 7.6 G2 and G4 are about publishing and played elsewhere: by the tests of statuses without an owner and of migration.
var goldens = strings.Split("7.3 G1,7.3 G2,7.3 G3,7.3 G4,7.3 G5,7.4 G1,7.4 G2,7.4 G3,7.4 G4,7.4 G5,7.5 G1,7.5 G2,7.5 G3,7.5 G4,7.5 G5,"+
	"7.6 G1,7.6 G3,7.6 G5,CL-1,CL-2,CL-3,CL-4,TR-6", ",")

// Every golden scenario is played: some scenario cites it.
func TestEveryGoldenIsPlayed(t *testing.T) {
	var cited []string
	for _, name := range names(t) {
		for _, file := range scenarioFiles(t, name) {
			raw, err := fs.ReadFile(presets.FS(), file)
			var s struct{ Cites []string }
			if err == nil {
				err = json.Unmarshal(raw, &s)
			}
			if err != nil {
				t.Fatal(err)
			}
			cited = append(cited, s.Cites...)
		}
	}
	for _, want := range goldens {
		if !slices.Contains(cited, want) {
			t.Errorf("nothing plays %s", want)
		}
	}
}

// Scenarios have the form the runner reads, and name only what the definitions have.
func TestScenariosAreSound(t *testing.T) {
	shape := schema.MustCompile("scenario", presets.ScenarioSchema())
	for _, name := range names(t) {
		files := scenarioFiles(t, name)
		if len(files) == 0 && name != "common_base" {
			t.Errorf("%s has no golden scenario", name)
		}
		for _, file := range files {
			t.Run(file, func(t *testing.T) {
				raw, err := fs.ReadFile(presets.FS(), file)
				if err != nil {
					t.Fatal(err)
				}
				doc, problems := schema.Decode(raw, schema.Limit{Bytes: 1 << 20, Depth: 32})
				report(t, file, problems)
				report(t, file, shape.Validate(doc))
				var s scenario
				if err := json.Unmarshal(raw, &s); err != nil {
					t.Fatal(err)
				}
				if s.Install != name {
					t.Errorf("installs %s from the folder of %s", s.Install, name)
				}
				app, whole := compile(t, name)
				check := checker{t: t, app: app, whole: whole, people: []string{"admin", "public"}, forms: map[string]string{}}
				check.scenario(s)
			})
		}
	}
}

type checker struct {
	t      *testing.T
	app    *engine.App
	whole  definition.Bundle
	people []string
	forms  map[string]string // saved record → form
}

func (c *checker) scenario(s scenario) {
	for _, p := range s.People {
		c.people = append(c.people, p.Login)
		for _, role := range p.Roles {
			c.exists("role", role)
		}
	}
	for _, r := range s.Records {
		r.Do = "create"
		c.step(r)
	}
	for _, st := range s.Steps {
		c.step(st)
	}
}

func (c *checker) exists(kind, key string) {
	if _, ok := c.whole.Get(kind, key); !ok {
		c.t.Errorf("there is no %s %s", kind, key)
	}
}

func (c *checker) person(login string) {
	if login != "" && !slices.Contains(c.people, login) {
		c.t.Errorf("nobody is called %s", login)
	}
}

func (c *checker) saved(name string) {
	if name != "" && c.forms[name] == "" {
		c.t.Errorf("no record was saved as %s", name)
	}
}

func (c *checker) step(s step) {
	c.person(s.As)
	if s.Kind == "merge" {
		c.saved(s.To)
	} else {
		c.person(s.To)
	}
	form := s.Form
	if s.Record != "" {
		c.saved(s.Record)
		form = c.forms[s.Record]
	}
	refused := len(s.Refused.Problems) > 0
	if s.Save != "" {
		c.forms[s.Save] = s.Form
	}
	for field, value := range s.Data {
		if !refused {
			c.field(form, field)
		}
		c.reference(value)
	}
	if s.Button != "" && s.Do != "public_move" && s.Kind != "move" {
		c.button(form, s.Button)
	}
	if s.Do == "public_move" || s.Kind == "move" {
		c.move(form, s.Button)
	}
	if s.Expect != nil {
		c.expect(s, form)
	}
}

// reference checks {"record": name} and {"user": login}.
func (c *checker) reference(value any) {
	m, _ := value.(map[string]any)
	if name, ok := m["record"].(string); ok && len(m) == 1 {
		c.saved(name)
	}
	if login, ok := m["user"].(string); ok && len(m) == 1 {
		c.person(login)
	}
}

func (c *checker) field(form, field string) {
	f, ok := c.app.Form(form)
	if !ok {
		c.t.Errorf("there is no form %s", form)
		return
	}
	if _, ok := f.Field(field); !ok {
		c.t.Errorf("form %s has no field %s", form, field)
	}
}

func (c *checker) button(form, key string) {
	f, _ := c.app.Form(form)
	p, ok := c.app.Process(f.Spec().Process, 1)
	adHoc := []string{"told", "waive", "send", "done"}
	if !ok || !slices.Contains(append(p.Presses(), append(adHoc, "hand_over")...), key) {
		c.t.Errorf("no step of %s has a button %s", form, key)
	}
}

func (c *checker) move(form, key string) {
	f, _ := c.app.Form(form)
	p, _ := c.app.Process(f.Spec().Process, 1)
	for _, m := range p.Spec().Moves {
		if m.Key == key {
			return
		}
	}
	c.t.Errorf("%s has no move %s", form, key)
}

func (c *checker) expect(s step, form string) {
	e := s.Expect
	if e.Record != "" {
		c.saved(e.Record)
		form = c.forms[e.Record]
	}
	c.person(e.Owner)
	for field, value := range e.Fields {
		c.field(form, field)
		c.reference(value)
	}
	for _, field := range e.Filled {
		c.field(form, field)
	}
	if l := e.List; l != nil {
		c.person(l.As)
		if l.View != "" {
			c.exists("view", l.View)
		}
		for _, name := range l.Records {
			c.saved(name)
		}
	}
	f, ok := c.app.Form(form)
	if !ok || f.Spec().Process == "" {
		return
	}
	p, _ := c.app.Process(f.Spec().Process, 1)
	if _, known := p.Status(e.Status); e.Status != "" && !known {
		c.t.Errorf("there is no status %s", e.Status)
	}
	for _, task := range e.Tasks {
		for _, login := range task.People {
			c.person(login)
		}
		if _, known := p.Node(task.Node); task.Node != "" && !known {
			c.t.Errorf("there is no step %s", task.Node)
		}
	}
	for _, entry := range e.Loop {
		if _, known := p.Promise(entry.Promise); !known {
			c.t.Errorf("there is no promise %s", entry.Promise)
		}
	}
	for key := range e.Slas {
		if _, known := p.SLA(key); !known {
			c.t.Errorf("there is no clock %s", key)
		}
	}
}

// Sample data of people and customers reaches nobody: every address ends in a domain that is reserved for examples.
func TestAddressesAreExamples(t *testing.T) {
	err := fs.WalkDir(presets.FS(), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".json") {
			return err
		}
		raw, err := fs.ReadFile(presets.FS(), file)
		if err != nil {
			return err
		}
		for _, word := range strings.FieldsFunc(string(raw), func(r rune) bool { return strings.ContainsRune("\" ,;<>()\n，。；", r) }) {
			if _, domain, ok := strings.Cut(word, "@"); ok && strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".example") {
				t.Errorf("%s: %s", file, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
