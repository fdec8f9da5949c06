package action

import (
	"encoding/json"
	"slices"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

func init() { Types.Add(notify{}) }

// notify sends a message template to people, each once and in their own language, whatever number of ways finds them.
type notify struct{}

// Info describes the action.
func (notify) Info() catalog.Info {
	return catalog.Info{
		ID:    "notify",
		Label: definition.Text{"zh": "发送通知", "en": "Send a message"},
		Group: "message",
		Help:  definition.Text{"zh": "用消息模板通知同事或客户，同一人只收到一次", "en": "Send a message template to colleagues or the customer; nobody gets it twice"},
		Settings: json.RawMessage(`{"type":"object","required":["message","to"],"additionalProperties":false,"properties":{
			"message":{"x-title":{"zh":"消息模板","en":"Message template"},"type":"string","minLength":1,"x-editor":"message"},
			"to":{"x-title":{"zh":"通知谁","en":"To"},"type":"array","minItems":1,"maxItems":20,"items":{"x-editor":"people","anyOf":[
				{"type":"string","minLength":1},{"$ref":"#/$defs/find"},
				{"type":"object","required":["customer"],"additionalProperties":false,"properties":{"customer":{"x-title":{"zh":"客户","en":"The customer"},"const":true}}}]}},
			"channels":{"x-title":{"zh":"渠道","en":"Channels"},"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["mail","in_app"]}},
			"exceptActor":{"x-title":{"zh":"不通知操作人自己","en":"Not whoever did it"},"type":"boolean"}},
			"$defs":{` + peopleDefs + `}}`),
		Examples: []catalog.Example{
			{
				Note:     "the customer, in the customer's language",
				Settings: json.RawMessage(`{"message":"released","to":[{"customer":true}]}`),
				Want: map[string]any{"effects": []any{map[string]any{"kind": "message", "message": map[string]any{
					"template": "released", "audience": "customer", "channels": []any{"mail"},
					"to": []any{map[string]any{"contact": "li@example.com", "subject": "《导出很慢》已上线", "body": "李经理，您好"}}}}}},
			},
			{
				Note:     "owner and director are one person here and get one message, each in their language",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"by":"who","who":"owner"},{"by":"role","role":"director"},"triager"],"channels":["in_app"]}`),
				Want: map[string]any{"effects": []any{map[string]any{"message": map[string]any{
					"channels": []any{"in_app"},
					"to": []any{
						map[string]any{"user": "u_chen", "subject": "[P0] JY2026110007"},
						map[string]any{"user": "u_ross", "subject": "[P0 alarm] JY2026110007"},
						map[string]any{"user": "u_lin", "subject": "[P0] JY2026110007"}}}}}},
			},
			{
				Note:     "nobody to tell is no fault",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"by":"who","who":"followers"}]}`),
				Want:     map[string]any{"note": "没有可通知的人"},
			},
			{
				Note:     "a message nobody wrote, to a role nobody defined",
				Settings: json.RawMessage(`{"message":"ghost","to":[{"by":"role","role":"ghost"}]}`),
				Problems: []string{"action.message_unknown", "action.role_unknown"},
			},
			{
				Note:     "words for colleagues must not reach the customer",
				Settings: json.RawMessage(`{"message":"alarm","to":[{"customer":true}],"channels":["in_app"]}`),
				Problems: []string{"action.audience_mismatch", "action.channel_unfit"},
			},
		},
	}
}

// receiver is an entry of "to": a rule's name, a way to find people, or the customer.
type receiver struct {
	choice   peopleChoice
	customer bool
}

// UnmarshalJSON reads one of the three forms.
func (r *receiver) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &r.choice.name) == nil {
		return nil
	}
	var way struct {
		Find
		Customer bool `json:"customer"`
	}
	err := json.Unmarshal(raw, &way)
	r.customer = way.Customer
	r.choice.rule = PeopleRule{Find: []Find{way.Find}, Empty: Empty{Skip: true}}
	return err
}

type notifySettings struct {
	Message     string     `json:"message"`
	To          []receiver `json:"to"`
	Channels    []string   `json:"channels"`
	ExceptActor bool       `json:"exceptActor"`
}

// Compile checks the message, who gets it, and that the customer can and may get it.
func (notify) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[notifySettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	if !scope.Has("message", s.Message) {
		faults.Add("action.message_unknown", "/message", "message", s.Message)
	}
	for i, to := range s.To {
		at := problem.Pointer("to", i)
		if to.customer {
			faults = append(faults, s.fitsCustomer(scope, at)...)
			continue
		}
		choice, bad := to.choice.compile(scope, false)
		for j := range bad {
			bad[j].Pointer = strings.TrimPrefix(bad[j].Pointer, "/find/0") // an entry is the way itself
		}
		s.To[i].choice = choice
		faults = append(faults, bad.Under(at)...)
	}
	return notifyRunner{s}, faults
}

func (s notifySettings) fitsCustomer(scope *Scope, at string) problem.List {
	var faults problem.List
	if scope.Audience != nil && scope.Audience(s.Message) == "staff" {
		faults.Add("action.audience_mismatch", at, "message", s.Message)
	}
	if s.Channels != nil && !slices.Contains(s.Channels, "mail") {
		faults.Add("action.channel_unfit", "/channels", "channels", s.Channels)
	}
	return faults
}

type notifyRunner struct{ notifySettings }

func (notifyRunner) leaves() bool { return true }

// Plan renders one message for everybody. All ways are asked before it gives up for a missing answer.
func (r notifyRunner) Plan(c *Context) (Result, error) {
	m, known := c.Message(r.Message)
	if !known {
		return Result{}, problem.List{problem.New("action.message_unknown", "", "message", r.Message)}
	}
	list := mailing{c: c, message: m, seen: map[string]bool{}, texts: map[string][2]string{}}
	if r.ExceptActor {
		for _, id := range c.Who("actor") {
			list.seen[id] = true
		}
	}
	complete := true
	for _, to := range r.To {
		if to.customer {
			if err := list.addCustomer(); err != nil {
				return Result{}, err
			}
			continue
		}
		people, _, ok := to.choice.resolve(c)
		complete = complete && ok
		for _, p := range people {
			if err := list.addPerson(p); err != nil {
				return Result{}, err
			}
		}
	}
	if !complete {
		return Result{}, nil
	}
	return list.result(r.Channels), nil
}

// mailing collects distinct recipients with their texts.
type mailing struct {
	c       *Context
	message Message
	seen    map[string]bool // user ids and mail addresses
	texts   map[string][2]string
	to      []effect.Recipient
	shown   []string
}

func (l *mailing) addPerson(p effect.Person) error {
	mail := strings.ToLower(p.Email)
	if l.seen[p.ID] || (mail != "" && l.seen[mail]) {
		return nil
	}
	l.seen[p.ID] = true
	if mail != "" {
		l.seen[mail] = true
	}
	l.shown = append(l.shown, shown([]effect.Person{p}))
	return l.add(effect.Recipient{User: p.ID, Name: p.Name}, p.Language)
}

// addCustomer adds the customer behind the record. The trace never names a customer: it is read by many.
func (l *mailing) addCustomer() error {
	if l.message.Audience == "staff" {
		return problem.List{problem.New("action.audience_mismatch", "", "message", l.message.Key)}
	}
	address, name, language := l.c.Contact()
	key := strings.ToLower(address)
	if address == "" || l.seen[key] {
		return nil
	}
	l.seen[key] = true
	l.shown = append(l.shown, l.c.say("action.note.customer"))
	return l.add(effect.Recipient{Contact: address, Name: name}, language)
}

func (l *mailing) add(r effect.Recipient, language string) error {
	if language == "" {
		language = l.c.Language
	}
	text, done := l.texts[language]
	if !done {
		subject, body, err := l.message.Render(l.c, language)
		if err != nil {
			return err
		}
		text = [2]string{subject, body}
		l.texts[language] = text
	}
	r.Subject, r.Body = text[0], text[1]
	l.to = append(l.to, r)
	return nil
}

func (l *mailing) result(channels []string) Result {
	if len(l.to) == 0 {
		return Result{Note: l.c.say("action.note.nobody")}
	}
	if channels == nil {
		channels = l.message.Channels
	}
	order := effect.MessageOrder{Template: l.message.Key, Audience: l.message.Audience,
		Channels: slices.Clone(channels), To: l.to, Purpose: l.message.Purpose}
	return Result{
		Effects: []effect.Effect{l.c.effect(effect.Effect{Kind: effect.Message, Message: &order})},
		Note:    l.c.say("action.note.told", "count", len(l.to), "people", words(l.shown)),
	}
}
