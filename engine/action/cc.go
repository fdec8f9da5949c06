package action

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() { Types.Add(cc{}) }

// cc copies the record to colleagues: each gets a message and may read the record from then on.
type cc struct{}

// Info describes the action.
func (cc) Info() catalog.Info {
	return catalog.Info{
		ID:    "cc",
		Label: definition.Text{"zh": "抄送", "en": "Copy to"},
		Group: "people",
		Help:  definition.Text{"zh": "把记录抄送给同事：发站内消息，并让他们能查看这条记录", "en": "Copy the record to colleagues: they get a message and may read it"},
		Settings: json.RawMessage(`{"type":"object","required":["message","to"],"additionalProperties":false,"properties":{
			"message":{"x-title":{"zh":"消息模板","en":"Message template"},"type":"string","minLength":1,"x-editor":"message"},
			"to":{"x-title":{"zh":"抄送给","en":"Copy to"},"type":"array","minItems":1,"maxItems":20,"items":{"x-editor":"people","anyOf":[
				{"type":"string","minLength":1},{"$ref":"#/$defs/find"}]}},
			"channels":{"x-title":{"zh":"渠道","en":"Channels"},"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["mail","in_app"]}}},
			"$defs":{` + peopleDefs + `}}`),
		Examples: []catalog.Example{
			{
				Note:     "the director reads along",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"by":"role","role":"director"}]}`),
				Want: map[string]any{"readers": []any{"u_chen", "u_ross"}, "effects": []any{map[string]any{"message": map[string]any{
					"channels": []any{"in_app"}, "to": []any{map[string]any{"user": "u_chen"}, map[string]any{"user": "u_ross"}}}}}},
			},
			{
				Note:     "nobody to copy to is no fault",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"by":"who","who":"followers"}]}`),
				Want:     map[string]any{"note": "没有可通知的人"},
			},
			{
				Note:     "customers read the tracking page",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"customer":true}]}`),
				Problems: []string{"schema.required", "schema.unknown_property"},
			},
			{
				Note:     "words for the customer are not for colleagues",
				Settings: json.RawMessage(`{"message":"released","to":[{"by":"who","who":"owner"}]}`),
				Problems: []string{"action.audience_mismatch"},
			},
		},
	}
}

// Compile checks the message and who gets it.
func (cc) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	run, faults := notify{}.Compile(raw, scope)
	if run == nil {
		return nil, faults
	}
	s := run.(notifyRunner).notifySettings
	if scope.Audience != nil && scope.Audience(s.Message) == "customer" {
		faults.Add("action.audience_mismatch", "/message", "message", s.Message)
	}
	if s.Channels == nil {
		s.Channels = []string{"in_app"}
	}
	return ccRunner{notifyRunner{s}}, faults
}

type ccRunner struct{ notifyRunner }

// Plan is a notify whose readers may read the record.
func (r ccRunner) Plan(c *Context) (Result, error) {
	out, err := r.notifyRunner.Plan(c)
	for _, e := range out.Effects {
		for _, to := range e.Message.To {
			out.Readers = append(out.Readers, to.User)
		}
	}
	return out, err
}
