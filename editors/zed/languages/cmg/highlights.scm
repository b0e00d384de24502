(comment) @comment
(bare_key) @property
(quoted_key) @property
(string) @string
(boolean) @boolean
[(integer) (float)] @number
[(offset_date_time) (local_date_time) (local_date) (local_time)] @string.special
["[" "]" "[[" "]]" "{" "}"] @punctuation.bracket
["." ","] @punctuation.delimiter
"=" @operator
