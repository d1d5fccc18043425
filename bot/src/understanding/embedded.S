// Puts the trainer's product between two names, aligned as unpack_product asks.
    .section .rodata
    .global warmline_reader_product_begin
    .global warmline_reader_product_end
    .balign 64
warmline_reader_product_begin:
    .incbin WARMLINE_READER_PRODUCT
warmline_reader_product_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
