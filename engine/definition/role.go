package definition

import (
	"bytes"
	"encoding/json"
	"errors"
)

// RoleSpec is the spec of kind "role". Grants are rights that belong to no form (publish, people, unmask).
type RoleSpec struct {
	Permissions []Permission `json:"permissions,omitempty"`
	Grants      []string     `json:"grants,omitempty"`
}

// Permission allows Actions on the records of Form ("*" is every form) inside Scope. Fields sets the level of
// single fields ("hidden", "masked", "read", "write"), FieldsDefault that of all others. Key is needed only where
// a higher layer wants to change this permission.
type Permission struct {
	Key           string            `json:"key,omitempty"`
	Form          string            `json:"form"`
	Actions       []string          `json:"actions"`
	Scope         Scope             `json:"scope"`
	Fields        map[string]string `json:"fields,omitempty"`
	FieldsDefault string            `json:"fieldsDefault,omitempty"`
}

// Scope says which rows a permission covers: Name is "own", "department", "subtree" or "all", or it is empty and
// Condition is a condition tree. In JSON it is the bare name or {"condition": …}.
type Scope struct {
	Name      string
	Condition json.RawMessage
}

type scopeObject struct {
	Condition json.RawMessage `json:"condition"`
}

// MarshalJSON writes the name or the object.
func (s Scope) MarshalJSON() ([]byte, error) {
	if s.Condition != nil {
		return plain(scopeObject{s.Condition})
	}
	return plain(s.Name)
}

// UnmarshalJSON reads either form.
func (s *Scope) UnmarshalJSON(raw []byte) error {
	if raw = bytes.TrimSpace(raw); len(raw) > 0 && raw[0] == '"' {
		*s = Scope{}
		return json.Unmarshal(raw, &s.Name)
	}
	var o scopeObject
	if err := json.Unmarshal(raw, &o); err != nil || len(o.Condition) == 0 {
		return errors.New("a scope is a name or an object with a condition")
	}
	*s = Scope{Condition: o.Condition}
	return nil
}
