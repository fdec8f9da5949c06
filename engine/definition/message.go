package definition

// MessageSpec is the spec of kind "message", a template. Audience is "customer" or "staff"; Channels are tried
// together. Purpose names why personal data may be used in it.
type MessageSpec struct {
	Subject  Text     `json:"subject"`
	Body     Text     `json:"body"`
	Spoken   Text     `json:"spoken,omitempty"` // what to say where a person tells it; empty = the body without links and footer
	Purpose  string   `json:"purpose,omitempty"`
	Audience string   `json:"audience"`
	Channels []string `json:"channels"`
}
