package action

import (
	"encoding/json"
	"slices"

	"huiyin/engine/calendar"
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
)

func init() { Types.Add(task{}) }

// task gives somebody work beside the flow. A people rule that picks all gives everybody a task of their own.
type task struct{}

// Info describes the action.
func (task) Info() catalog.Info {
	return catalog.Info{
		ID:    "task",
		Label: definition.Text{"zh": "派发任务", "en": "Give a task"},
		Group: "people",
		Help:  definition.Text{"zh": "在流程之外派一个任务，可带任务表单和截止时间", "en": "Give somebody work beside the flow, with a form and a due time if wanted"},
		Settings: json.RawMessage(`{"type":"object","required":["title","assign"],"additionalProperties":false,"properties":{
			"title":{"x-title":{"zh":"标题","en":"Title"},"$ref":"#/$defs/text"},
			"text":{"x-title":{"zh":"说明","en":"Text"},"$ref":"#/$defs/text"},
			"assign":{"x-title":{"zh":"派给谁","en":"Give to"},"$ref":"#/$defs/peopleOrRule"},
			"form":{"x-title":{"zh":"任务表单","en":"Form to fill"},"type":"string","minLength":1,"x-editor":"form"},
			"promise":{"x-title":{"zh":"对应的告知","en":"Promise it settles"},"type":"string","minLength":1,"x-editor":"promise"},
			"due":` + titled(durationSchema, "期限", "Due within") + `,
			"during":{"x-title":{"zh":"离开此状态时取消","en":"Moot when this status is left"},"type":"string","minLength":1,"x-editor":"status"},
			"buttons":{"x-title":{"zh":"按钮","en":"Buttons"},"type":"array","minItems":1,"maxItems":6,"items":{"type":"object","required":["key","title"],"additionalProperties":false,"properties":{
				"key":{"x-title":{"zh":"标识","en":"Key"},"type":"string","pattern":"^[a-z][a-z0-9_]{0,63}$"},"title":{"x-title":{"zh":"按钮文字","en":"Words on it"},"$ref":"#/$defs/text"},
				"outcome":{"x-title":{"zh":"结果","en":"Outcome"},"enum":["done","told","waived"]},"primary":{"x-title":{"zh":"主按钮","en":"Main button"},"type":"boolean"}}}}},
			"$defs":{"text":{"anyOf":[{"type":"string"},{"type":"object","minProperties":1,"additionalProperties":{"type":"string"}}],"x-editor":"text"},` + periodDef + `,` + peopleDefs + `}}`),
		Examples: []catalog.Example{
			{
				Note:     "call the customer within two days",
				Settings: json.RawMessage(`{"title":{"zh":"联系客户 {{customer.name}}","en":"Call {{customer.name}}"},"text":"{{title}}：{{description}}","assign":{"find":[{"by":"who","who":"owner"}]},"form":"call_note","due":{"elapsed":"P2D"},"during":"open"}`),
				Want: map[string]any{"tasks": []any{map[string]any{"title": map[string]any{"zh": "联系客户 远航物流", "en": "Call 远航物流"},
					"text": "导出很慢：报表导出超过十分钟", "user": "u_chen", "form": "call_note", "due": "2026-11-23T02:00:00Z", "during": "open"}}},
			},
			{
				Note:     "everybody of a role reviews, with own buttons",
				Settings: json.RawMessage(`{"title":"评审","assign":{"find":[{"by":"role","role":"director","pick":"all"}]},"buttons":[{"key":"seen","title":"已评审","primary":true}]}`),
				Want: map[string]any{"tasks": []any{
					map[string]any{"user": "u_chen", "title": "评审", "buttons": []any{map[string]any{"key": "seen", "title": "已评审", "outcome": "done", "primary": true}}},
					map[string]any{"user": "u_ross"}}},
			},
			{
				Note:     "a promise is settled by the task alone",
				Settings: json.RawMessage(`{"title":"告知客户","assign":"triager","buttons":[{"key":"done","title":"已告知","outcome":"told"}]}`),
				Problems: []string{"action.outcome_without_promise"},
			},
			{
				Note:     "a status the process does not have",
				Settings: json.RawMessage(`{"title":"告知客户","assign":"triager","during":"nowhere"}`),
				Problems: []string{"action.status_unknown"},
			},
			{
				Note:     "two buttons of one key, a form that does not exist, a misspelt name",
				Settings: json.RawMessage(`{"title":"{{titel}}","assign":"triager","form":"ghost","buttons":[{"key":"a","title":"A"},{"key":"a","title":"B"}]}`),
				Problems: []string{"expression.unknown_name", "action.form_unknown", "action.button_repeated"},
			},
		},
	}
}

type taskSettings struct {
	Title   definition.Text   `json:"title"`
	Text    definition.Text   `json:"text"`
	Assign  peopleChoice      `json:"assign"`
	Form    string            `json:"form"`
	Promise string            `json:"promise"`
	Due     calendar.Duration `json:"due"`
	During  string            `json:"during"`
	Buttons []Button          `json:"buttons"`
}

// Compile checks who gets the task, its texts, form and buttons. Without buttons the task has one, "done".
func (task) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[taskSettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	r := taskRunner{taskSettings: s}
	var bad problem.List
	r.title, bad = compileText(s.Title, scope.Shape)
	faults = append(faults, bad.Under("/title")...)
	r.text, bad = compileText(s.Text, scope.Shape)
	faults = append(faults, bad.Under("/text")...)
	r.Assign, bad = s.Assign.compile(scope, true)
	faults = append(faults, bad.Under("/assign")...)
	if s.Form != "" && !scope.Has("form", s.Form) {
		faults.Add("action.form_unknown", "/form", "form", s.Form)
	}
	if s.During != "" && scope.Statuses != nil && !slices.Contains(scope.Statuses, s.During) {
		faults.Add("action.status_unknown", "/during", "status", s.During, "known", scope.Statuses)
	}
	r.Buttons, bad = s.buttons()
	return r, append(faults, bad.Under("/buttons")...)
}

func (s taskSettings) buttons() ([]Button, problem.List) {
	if len(s.Buttons) == 0 {
		done := definition.Text{"zh": "完成", "en": "Done"}
		return []Button{{Key: "done", Title: done, Outcome: "done", Primary: true}}, nil
	}
	var faults problem.List
	seen := map[string]bool{}
	out := make([]Button, len(s.Buttons))
	for i, b := range s.Buttons {
		if b.Outcome == "" {
			b.Outcome = "done"
		}
		if seen[b.Key] {
			faults.Add("action.button_repeated", problem.Pointer(i, "key"), "key", b.Key)
		}
		if b.Outcome != "done" && s.Promise == "" {
			faults.Add("action.outcome_without_promise", problem.Pointer(i, "outcome"), "outcome", b.Outcome)
		}
		seen[b.Key] = true
		out[i] = b
	}
	return out, faults
}

// compileText compiles each language of a text with placeholders.
func compileText(text definition.Text, shape expression.Shape) (map[string]*expression.Template, problem.List) {
	var faults problem.List
	out := map[string]*expression.Template{}
	for _, lang := range sortedKeys(text) {
		at := ""
		if lang != "" {
			at = problem.Pointer(lang)
		}
		t, bad := expression.CompileTemplate(text[lang], shape)
		faults = append(faults, bad.Under(at)...)
		out[lang] = t
	}
	return out, faults
}

type taskRunner struct {
	taskSettings
	title, text map[string]*expression.Template
}

// Plan opens one task for each person found.
func (r taskRunner) Plan(c *Context) (Result, error) {
	people, why, ok := r.Assign.resolve(c)
	if !ok {
		return Result{}, nil
	}
	if len(people) == 0 {
		return Result{Note: why}, problem.List{problem.New("action.nobody_to_own", "", "why", why)}
	}
	if r.Assign.name != "" {
		people = people[:1] // a named rule does not say that it means everybody
	}
	title := definition.Text{}
	for _, lang := range sortedKeys(r.title) {
		text, err := r.title[lang].Render(c.Env, c.format(lang))
		if err != nil {
			return Result{}, err
		}
		title[lang] = text
	}
	out := Result{Note: why}
	for _, p := range people {
		t, err := r.open(c, p, title)
		if err != nil {
			return Result{}, err
		}
		out.Tasks = append(out.Tasks, t)
	}
	return out, nil
}

func (r taskRunner) open(c *Context, p effect.Person, title definition.Text) (Task, error) {
	language := p.Language
	if language == "" {
		language = c.Language
	}
	text, err := template(r.text, []string{language, c.Language}).Render(c.Env, c.format(language))
	t := Task{Key: c.Source.Action, Title: title, Text: text, User: p.ID, Form: r.Form, Promise: r.Promise, During: r.During, Buttons: r.Buttons}
	if err != nil || r.Due.IsZero() {
		return t, err
	}
	at, err := c.calendar().After(c.Now, r.Due)
	t.Due = &at
	return t, err
}

// durationSchema is the structure of a calendar.Duration.
const durationSchema = `{"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":false,"x-editor":"duration","properties":{
	"working":{"x-title":{"zh":"工作时间","en":"Working time"},"$ref":"#/$defs/period"},"elapsed":{"x-title":{"zh":"自然时间","en":"Elapsed time"},"$ref":"#/$defs/period"}}}`

const periodDef = `"period":{"type":"string","pattern":"^P([0-9]{1,4}D|([0-9]{1,4}D)?T([0-9]{1,5}H([0-9]{1,6}M)?([0-9]{1,8}S)?|[0-9]{1,6}M([0-9]{1,8}S)?|[0-9]{1,8}S))$"}`
