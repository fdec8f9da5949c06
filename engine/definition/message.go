package definition

// MessageSpec is the spec of kind "message", a template. Audience is "customer" or "staff"; Channels are tried
// together. Purpose names why personal data may be used in it.
type MessageSpec struct {
	Subject  Text     `json:"subject"`
	Body     Text     `json:"body"`
	Purpose  string   `json:"purpose,omitempty"`
	Audience string   `json:"audience"`
	Channels []string `json:"channels"`
}
