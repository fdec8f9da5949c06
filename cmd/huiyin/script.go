package main

import (
	"encoding/json"
	"maps"

	"huiyin/builder"
)

// script is what the sample data are made of, as the package's folder demo tells it.
type script struct {
	Customers  []scriptCustomer
	Records    []scriptRecord
	DutyRoster struct{ Night, Weekend []string } // logins that take turns
	Play       playbook
	Suggestions
}

// scriptCustomer is a sample customer.
type scriptCustomer struct {
	Key      string `json:"key"`
	Language string `json:"language"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Name     string `json:"name"`
	Owner    string `json:"owner"`

	all map[string]any // every field as written
}

// UnmarshalJSON keeps the fields that need no understanding beside those that do.
func (c *scriptCustomer) UnmarshalJSON(raw []byte) error {
	type plain scriptCustomer
	if err := json.Unmarshal(raw, (*plain)(c)); err != nil {
		return err
	}
	return json.Unmarshal(raw, &c.all)
}

// data are the fields of the customer's record; reachable are those of whoever can be reached.
func (c scriptCustomer) data(reachable map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range c.all {
		if k != "key" && k != "language" {
			out[k] = v
		}
	}
	if c.Owner != "" {
		out["owner"] = castID(c.Owner)
	}
	if c.Email != "" || c.Phone != "" {
		maps.Copy(out, reachable)
	}
	return out
}

// scriptRecord is a record the app starts with.
type scriptRecord struct {
	Form string         `json:"form"`
	Data map[string]any `json:"data"`
}

// Suggestions is demo/suggestions.json: what customers say and how it arrives, and what becomes of it.
type Suggestions struct {
	Note     string   `json:"note"`
	Arrival  arrival  `json:"arrival"`
	Flow     flow     `json:"flow"`
	Comments comments `json:"comments"`
	Texts    []voice  `json:"texts"`
}

// arrival says when and how suggestions come.
type arrival struct {
	Seed             uint64         `json:"seed"`
	Months           int            `json:"months"`
	Total            int            `json:"total"`
	GrowthPerMonth   float64        `json:"growthPerMonth"`
	Weekday          map[string]int `json:"weekday"` // weights
	Hour             []int          `json:"hour"`
	Channels         map[string]int `json:"channels"`
	Public           []string       `json:"public"`  // channels that are public forms
	Contact          map[string]int `json:"contact"` // email, phone, none, anonymous
	KnownCustomer    float64        `json:"knownCustomer"`
	Bounce           float64        `json:"bounce"` // kept for imports of the file: sample mail is never sent and never bounces
	WithdrawsConsent float64        `json:"withdrawsConsent"`
	RecordedBy       []string       `json:"recordedBy"` // logins
}

// flow says what becomes of them: shares, and hours each step takes.
type flow struct {
	AsksForMore        float64        `json:"asksForMore"`
	SuppliedAfterHours [2]float64     `json:"suppliedAfterHours"`
	Invalid            float64        `json:"invalid"`
	SendsBack          float64        `json:"sendsBack"`
	Follows            float64        `json:"follows"`
	Outcomes           map[string]int `json:"outcomes"` // yes, no, later, silent
	Hours              map[string]struct {
		Median float64 `json:"median"`
		Late   float64 `json:"late"`
	} `json:"hours"`
	Slips            float64        `json:"slips"`
	NotSolved        float64        `json:"notSolved"`
	Appeals          float64        `json:"appeals"`
	Returns          float64        `json:"returns"` // of those that were closed
	CustomerConfirms float64        `json:"customerConfirms"`
	TrialScore       []int          `json:"trialScore"` // weights of 1 … 5
	StillOpen        map[string]int `json:"stillOpen"`  // how many stay where they are, by status
}

type comments struct {
	Internal []string `json:"internal"`
	Staff    []string `json:"staff"`
	Customer []string `json:"customer"`
}

// voice is one suggestion in a customer's words; Also are other customers who mean the same, or the like.
type voice struct {
	Title        string   `json:"title"`
	Description  string   `json:"description"`
	Type         string   `json:"type"`
	Module       string   `json:"module"`
	Tag          string   `json:"tag"`
	Urgency      string   `json:"urgency"`
	ContentClass string   `json:"contentClass"`
	Scope        string   `json:"scope"`
	Scores       []int    `json:"scores"` // breadth, depth, fit, resource, difficulty
	Lang         string   `json:"lang"`
	Emotion      string   `json:"emotion"`
	Channels     []string `json:"channels"`
	ReleaseNote  string   `json:"releaseNote"`
	Question     string   `json:"question"`
	Decline      *regret  `json:"decline"`
	Also         []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Apart       bool   `json:"apart"` // it asks for something of its own, so it is answered in general words
	} `json:"also"`
}

// regret is why a suggestion is not taken up.
type regret struct {
	Reason      string `json:"reason"`
	Note        string `json:"note"`
	Alternative string `json:"alternative"`
}

// readScript reads the files of the package's folder demo.
func readScript(shelf builder.Shelf) (script, error) {
	var s script
	customers := struct {
		Note      string           `json:"note"`
		Customers []scriptCustomer `json:"customers"`
	}{}
	records := struct {
		Note       string         `json:"note"`
		Records    []scriptRecord `json:"records"`
		DutyRoster struct {
			Night   []string `json:"night"`
			Weekend []string `json:"weekend"`
		} `json:"dutyRoster"`
	}{}
	for name, into := range map[string]any{"customers.json": &customers, "records.json": &records, "suggestions.json": &s.Suggestions, "play.json": &s.Play} {
		if err := readDemo(shelf, name, into); err != nil {
			return s, err
		}
	}
	s.Customers, s.Records = customers.Customers, records.Records
	s.DutyRoster.Night, s.DutyRoster.Weekend = records.DutyRoster.Night, records.DutyRoster.Weekend
	return s, nil
}

// people replaces {"user": login} by the person's id.
func people(v any) any {
	switch x := v.(type) {
	case map[string]any:
		if login, ok := x["user"].(string); ok && len(x) == 1 {
			return castID(login)
		}
		out := make(map[string]any, len(x))
		for k, e := range x {
			out[k] = people(e)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = people(e)
		}
		return out
	}
	return v
}
