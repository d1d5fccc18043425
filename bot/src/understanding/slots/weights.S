// Puts the weights between two names.
    .section .rodata
    .global warmline_slot_weights_begin
    .global warmline_slot_weights_end
warmline_slot_weights_begin:
    .incbin WARMLINE_SLOT_WEIGHTS
warmline_slot_weights_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
