package effect

import "encoding/json"

// canonical is the question as text: encoding/json writes struct fields in order and map keys sorted.
func (n Need) canonical() string {
	n.Key = ""
	raw, err := json.Marshal(n)
	if err != nil {
		return string(n.Kind) + ":" + err.Error()
	}
	return string(raw)
}
